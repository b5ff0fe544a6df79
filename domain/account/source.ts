/** Where a request came from: the visitor's address and the browser's own words about itself. */
export type Source = { address: string; agent: string };
