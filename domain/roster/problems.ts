/** Why a row of a roster bundle is not believed, in the words its sender reads. */
export const problemReasons = {
  malformed: "the file is not well-formed CSV here",
  column_count: "the row has more or fewer fields than the header",
  missing_column: "the header lacks this column",
  missing: "the field is empty",
  invalid_character: "the text is not UTF-8, or holds a control character",
  too_long: "the text is longer than allowed",
  invalid_number: "this is no 國民身分證統一編號 and no 統一證號",
  invalid_date: "this is no date (YYYY-MM-DD) a person can be born on, or a term begin",
  invalid_value: "this word is not among those the format allows",
  duplicate_sourced_id: "another row of the file has the same sourcedId",
  code_in_use: "another school has this 學校代碼",
  unknown_school: "no school of this sourcedId",
  unknown_class: "no class of this sourcedId",
  unknown_term: "no school year of this sourcedId",
  unknown_person: "no user of this sourcedId",
  class_of_other_school: "the class belongs to another school than the student",
  two_classes: "the student is in two homeroom classes",
  two_schools: "the student has a primary role at two schools",
  missing_role: "the student has no role any more but is not marked as deleted",
  missing_birthday: "demographics.csv has no row for this student",
  number_in_use: "another student has the same personal number",
  student_number_in_use: "another student of the school has the same 學號",
  another_person: "number and birthday both changed: is this still the same child?",
} as const;

export type ProblemReason = keyof typeof problemReasons;

/** A row that was not believed. Never the row itself: it holds names and numbers. */
export type Problem = { file: string; line: number; field: string; reason: ProblemReason };
