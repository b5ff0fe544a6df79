/** What the page of the six digits may have to tell about the letter just asked for. */
export const mailNews = ["sent", "wait", "too_many_codes"] as const;
