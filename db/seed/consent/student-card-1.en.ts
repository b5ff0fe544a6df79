import type { ConsentWording } from "@/domain/consent/texts";

/** The English reading of version 1, published with it; the Chinese one prevails and says so. */
export const studentCard1En: ConsentWording = {
  title:
    "Consent to the collection, processing and use of personal data for the further functions of the student card (學生證多元功能開通服務)",
  agreeLabel:
    "I agree that the further functions of my child's student card are opened, and to provide the personal data this form asks for.",
  refuseLabel:
    "I do not agree to open them, and I know that the card still proves that my child is a student.",
  blocks: [
    {
      paragraphs: [
        "Dear parents and students,",
        "Taipei's digital student card (數位學生證) proves that its holder is a student. If a parent agrees, the school can open further functions. Whether you open them makes no difference to your child's education, and has nothing to do with the parent account.",
        "This English text is a translation. Where it differs from the Chinese text, the Chinese text prevails.",
      ],
    },
    {
      heading: "What is opened",
      items: [
        "(1) Electronic ticket (電子票證): public transport and small payments, and the card can be reported lost.",
        "(2) Library card (借書證): borrowing books at the Taipei Public Library (臺北市立圖書館) and the school library.",
        "(3) Arrival and departure (到離校紀錄): the card is read at the school gate, and the school tells the parents when the child arrives and leaves.",
      ],
    },
    {
      heading: "What you must be told about your personal data",
      paragraphs: [
        'Article 8, paragraph 1 of the Personal Data Protection Act (個人資料保護法, "the Act") requires us to tell you the following. The code numbers can be looked up in the National Development Council\'s regulation database.',
      ],
    },
    {
      covers: "agency",
      heading: "1. Who collects the data",
      paragraphs: [
        'The Department of Education, Taipei City Government (臺北市政府教育局, "the Department"), and your child\'s school.',
      ],
    },
    {
      covers: "purpose",
      heading: "2. Why they are collected",
      paragraphs: [
        "To open, report lost and administer the further functions of the student card. The specified purposes and their code numbers are:",
      ],
      items: [
        "(1) 109 Educational or training administration.",
        "(2) 146 Management of libraries and publications.",
        "(3) 158 Management of student data, graduates included.",
      ],
    },
    {
      covers: "categories",
      heading: "3. Which data are collected",
      items: [
        "(1) C001 Data that identify a person: the child's name and card number, the parent's online signature, and the network address, browser and time of each answer.",
        "(2) C051 School records: school, class and student number.",
        "(3) C057 Student records: times of arrival and departure.",
      ],
    },
    {
      covers: "use",
      heading: "4. For how long, where, by whom and how they are used",
      items: [
        "(1) Period: from the day the functions are opened until you decline them, the card is cancelled, or your child leaves the schools of Taipei City; where a law says otherwise, the law applies.",
        "(2) Area: within the Republic of China (Taiwan).",
        "(3) Recipients: the Department, your child's school, the Taipei Public Library, and the commissioned issuer of the electronic ticket.",
        "(4) Manner: by automated and other means, to open, use, report lost and cancel these functions; for nothing beyond these purposes.",
      ],
    },
    {
      covers: "rights",
      heading: "5. Your rights under Article 3 of the Act, and how to use them",
      paragraphs: [
        "You may ask about the data and view them, be given a copy, have them completed or corrected, have their collection, processing or use stopped, and have them deleted. This form neither waives nor limits these rights in advance. Write to the registrar's office (註冊組) of your child's school, or telephone the Department, 1999 extension 1233.",
      ],
    },
    {
      covers: "consequence",
      heading: "6. What follows if you do not provide them",
      paragraphs: [
        "You are free to agree or not. If you do not, the functions above stay closed and nothing else changes. You may answer again at any time; the last answer counts.",
      ],
    },
    {
      place: "choice",
      heading: "Please choose one of the following:",
    },
  ],
};
