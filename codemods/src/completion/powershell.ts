import { PROGRAM } from './shells.ts';
import type { CommandSpecification, Values } from './specification.ts';

/** The script for PowerShell. Where it has nothing to offer, PowerShell completes files. */
export function powershellScript(commands: readonly CommandSpecification[]): string {
  const lines = [
    `# Completion of ${PROGRAM} for PowerShell.`,
    `Register-ArgumentCompleter -Native -CommandName ${PROGRAM} -ScriptBlock {`,
    '  param($wordToComplete, $commandAst, $cursorPosition)',
    '  $commands = [ordered]@{',
    ...commands.map(({ name, describe }) => `    ${quoted(name)} = ${quoted(describe)}`),
    '  }',
    '  $options = @{',
    ...commands.map(
      ({ name, options }) =>
        `    ${quoted(name)} = [ordered]@{ ${options.map((option) => `${quoted(`--${option.name}`)} = ${quoted(option.describe)}`).join('; ')} }`,
    ),
    '  }',
    '  $values = @{',
    ...commands.flatMap(({ name, options, takes }) => [
      ...valueLines(name, takes),
      ...options.flatMap((option) => valueLines(`${name} --${option.name}`, option.takes)),
    ]),
    '  }',
    '  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })',
    '  $command = $words | Where-Object { $commands.Contains($_) } | Select-Object -First 1',
    '  $last = if ($words.Count -gt 0) { $words[-1] } else { \'\' }',
    '  $found = if (-not $command) {',
    "    if ($wordToComplete.StartsWith('-')) { [ordered]@{ '--help' = 'Show help'; '--version' = 'Show version number' } } else { $commands }",
    '  } elseif ($values.ContainsKey("$command $last")) {',
    '    $values["$command $last"]',
    "  } elseif ($wordToComplete.StartsWith('-')) {",
    '    $options[$command]',
    '  } elseif ($values.ContainsKey($command)) {',
    '    $values[$command]',
    '  }',
    '  if ($found) {',
    '    foreach ($key in $found.Keys) {',
    '      if ($key.StartsWith($wordToComplete)) {',
    "        [System.Management.Automation.CompletionResult]::new($key, $key, 'ParameterValue', $found[$key])",
    '      }',
    '    }',
    '  }',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function valueLines(key: string, takes: Values | undefined): readonly string[] {
  if (takes === undefined || typeof takes === 'string') return [];
  return [`    ${quoted(key)} = [ordered]@{ ${takes.map((word) => `${quoted(word)} = ${quoted(word)}`).join('; ')} }`];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
