// A worker that fails as it starts.
console.error('no such luck');
process.exit(1);
