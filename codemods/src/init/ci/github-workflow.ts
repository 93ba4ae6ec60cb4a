/** A workflow of GitHub Actions that runs the check. */
export function githubWorkflow({
  defaultBranch,
  folder,
}: {
  readonly defaultBranch: string;
  readonly folder: string;
}): string {
  const lines = [
    'name: Lint tests',
    'on:',
    '  pull_request:',
    '  push:',
    `    branches: [${defaultBranch}]`,
    'permissions:',
    '  contents: read',
    'jobs:',
    '  lint:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 15',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: cogniverse/test-toolkit@v0',
    ...(folder === '' ? [] : ['        with:', `          working-directory: ${folder}`]),
  ];
  return `${lines.join('\n')}\n`;
}
