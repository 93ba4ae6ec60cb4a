// Imported first by every entry point: says what is missing before anything newer than Node 18 is used.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node ${process.version} is too old: install Node 20.19, 22.13, 24 or a newer one and run this again.`,
  );
  process.exit(1);
}
