/** Stands in for what parsing a single text never calls: programs and projects of TypeScript. */
export {};
