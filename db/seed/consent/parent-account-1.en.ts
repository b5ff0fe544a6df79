import type { ConsentWording } from "@/domain/consent/texts";

/** The English reading of version 1, published with it; the Chinese one prevails and says so. */
export const parentAccount1En: ConsentWording = {
  title:
    "Consent to the collection, processing and use of personal data for linking parents and children in the Taipei school administration systems (親子關係綁定個人資料蒐集、處理及利用同意書)",
  agreeLabel:
    "I agree to provide the personal data this form asks for, in order to use the services of Taipei CooC-Cloud (臺北酷課雲, the learning platform for parents, teachers and students) at once.",
  refuseLabel:
    "I do not agree to provide the personal data this form asks for, and I know that without them I cannot use the services of Taipei CooC-Cloud (臺北酷課雲).",
  blocks: [
    {
      paragraphs: [
        "Dear parents and students,",
        "The Department of Education of the Taipei City Government (臺北市政府教育局, \"the Department\") offers online services for school and school life: paying fees, joining clubs, news of arrival at and departure from school, requests for leave, notice boards, surveys, class notices and the other services of Taipei CooC-Cloud (臺北酷課雲). To use them, a parent first signs in to the school administration system (校務行政系統) of the child's level of school with the account and password given out by the school, and fills in the data for linking parent and child: the parent's name, relation to the child, national ID or resident certificate number, e-mail address and mobile number. The system then asks the household registry online whether the parent has parental authority; where that cannot be established, the school checks the data. Once this is confirmed, the school administration system tells the parent by e-mail. From then on the parent signs in to Taipei CooC-Cloud with that e-mail address, through Taipei's single sign-on for schools (臺北市校園單一身分驗證), and can use the services above.",
        "Because personal data are collected for this, please read this form with care and send your application only if you agree.",
        "This English text is a translation. Where it differs from the Chinese text, the Chinese text prevails.",
      ],
    },
    {
      heading:
        "The addresses of Taipei CooC-Cloud and of the Department's school administration systems are:",
      items: [
        "(1) Taipei CooC-Cloud (臺北酷課雲): https://cooc.tp.edu.tw/",
        "(2) Elementary schools (國小): https://eschool.tp.edu.tw/",
        "(3) Junior high schools (國中): https://school.tp.edu.tw/",
        "(4) Senior high schools (高中): https://sschool.tp.edu.tw/",
        "(5) Vocational high schools (高職): https://vschool.tp.edu.tw/",
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
        "The Department of Education, Taipei City Government. Your child's school collects and processes them under the Department's rules, as far as it reviews applications and corrects its records.",
      ],
    },
    {
      covers: "purpose",
      heading: "2. Why they are collected",
      paragraphs: [
        "To link parent and child, and to receive, review, notify and administer applications for parent accounts. The specified purposes and their code numbers are:",
      ],
      items: [
        "(1) 109 Educational or training administration.",
        "(2) 135 Information and communication services.",
        "(3) 136 Information, communication and database management.",
        "(4) 137 Information and communication security and its management.",
        "(5) 158 Management of student data, graduates included.",
      ],
    },
    {
      covers: "categories",
      heading: "3. Which data are collected",
      items: [
        "(1) C001 Data that identify a person: the parent's name, mobile number, e-mail address and online signature, and the network address, browser and time of each answer.",
        "(2) C003 Data that identify a person in government records: the parent's national ID number or resident certificate number (統一證號); the child's number, as far as it is needed to confirm parental authority.",
        "(3) C023 Details of other family members: the parent's relation to the child; where somebody else applies as guardian, what the legal document proving it states.",
        "(4) C051 School records: the child's name, school, class and student number.",
      ],
    },
    {
      covers: "use",
      heading: "4. For how long, where, by whom and how they are used",
      items: [
        "(1) Period: from the moment you send them until your child leaves the schools of Taipei City. Application forms and signatures are kept while the child is enrolled and are then listed and destroyed; records of registry queries are kept for at least five years; where a law says otherwise, the law applies.",
        "(2) Area: within the Republic of China (Taiwan). Notices are sent by an e-mail provider commissioned by the Department, whose servers may be abroad.",
        "(3) Recipients: the Department; your child's school; contractors the Department commissions to run the system; the household registry asked to confirm parental authority; and the Taipei school services you sign in to with the single sign-on.",
        "(4) Manner: by automated and other means, to confirm parental authority, review applications, create accounts and link them to children, send notices, verify who signs in and keep audit records; for nothing beyond these purposes.",
      ],
    },
    {
      covers: "rights",
      heading: "5. Your rights under Article 3 of the Act, and how to use them",
      paragraphs: [
        "You have the following rights over the data you provide. This form neither waives nor limits them in advance.",
      ],
      items: [
        "(1) To ask about them and to view them.",
        "(2) To be given a copy; the Department may charge what it costs.",
        "(3) To have them completed or corrected.",
        "(4) To have their collection, processing or use stopped.",
        "(5) To have them deleted.",
      ],
    },
    {
      covers: "rights",
      paragraphs: [
        "How: in writing, to the registrar's office (註冊組) of your child's school, or by telephone to the Department, 1999 extension 1233. Requests to ask, view or copy are decided within fifteen days; requests to correct, stop or delete within thirty days. If need be this may be extended under Article 13 of the Act, and you are told the reason in writing.",
      ],
    },
    {
      covers: "consequence",
      heading: "6. What follows if you do not provide them",
      paragraphs: [
        "You are free to choose whether to provide your personal data. If you do not provide the data this form asks for, or later ask for them to be deleted or no longer used, the Department cannot offer you the services that depend on them.",
      ],
    },
    {
      heading: "7. What follows if you do not agree",
      items: [
        '(1) Whoever chooses "I do not agree", or does not return this form, cannot use the services of Taipei CooC-Cloud or the EasyWallet (悠遊付) link between parent and child.',
        "(2) Whoever chooses so and later wishes to use these services must fill in this form again and return it to the child's school; answering again here and sending the answer counts as returning it.",
      ],
    },
    {
      place: "choice",
      heading: "Please choose one of the following:",
      paragraphs: [
        "Note: Under Articles 1089(1) and 1091 of the Civil Code (民法), rights and duties toward a minor child are exercised and borne by both parents jointly, unless the law provides otherwise. Where one parent cannot exercise the rights, the other exercises them. Where the parents cannot bear the duties jointly, the one who is able bears them. In other cases the consent of a guardian may be needed.",
      ],
    },
  ],
};
