/** The shells that there is a script for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** A shell that there is a script for. */
export type Shell = (typeof SHELLS)[number];

/** What `completion` does, for `--help`. */
export const COMPLETION = {
  name: 'completion',
  describe: 'Print a script that has a shell complete commands, options and their values',
  examples: [
    ['$0 completion bash > ~/.local/share/bash-completion/completions/cogniverse-codemod', 'bash'],
    ['$0 completion zsh > "${fpath[1]}/_cogniverse-codemod"', 'zsh'],
    ['$0 completion fish > ~/.config/fish/completions/cogniverse-codemod.fish', 'fish'],
    ['$0 completion powershell >> $PROFILE', 'PowerShell'],
  ],
} as const;

/** The name that shells know the program by. */
export const PROGRAM = 'cogniverse-codemod';
