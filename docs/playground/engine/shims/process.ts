/** What the packages read of `process`. */
export default {
  argv: [] as string[],
  cwd: () => '/',
  env: {} as Record<string, string | undefined>,
  platform: 'linux',
};
