export * from "./account";
export * from "./binding";
export * from "./consent";
export * from "./exchange";
export * from "./oversight";
export * from "./registry";
export * from "./roster";
export * from "./student-data";
