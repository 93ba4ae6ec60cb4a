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
    "  $general = [ordered]@{ '--help' = 'Show help'; '--version' = 'Show version number' }",
    '  $options = @{',
    ...commands.map(({ name, options }) =>
      entry(
        name,
        options.map((option) => [`--${option.name}`, option.describe]),
      ),
    ),
    '  }',
    '  $values = @{',
    ...commands.flatMap(({ name, options, takes }) => [
      ...valueLines(name, takes),
      ...options.flatMap((option) => valueLines(`${name} --${option.name}`, option.takes)),
    ]),
    '  }',
    '  $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }',
    '  $words = @($before | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })',
    '  $command = $words | Where-Object { $commands.Contains($_) } | Select-Object -First 1',
    "  $last = if ($words.Count -gt 0) { $words[-1] } else { '' }",
    '  $found = if (-not $command) {',
    "    if ($wordToComplete.StartsWith('-')) { $general } else { $commands }",
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
    '        $type = [System.Management.Automation.CompletionResultType]::ParameterValue',
    '        [System.Management.Automation.CompletionResult]::new($key, $key, $type, $found[$key])',
    '      }',
    '    }',
    '  }',
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function valueLines(key: string, takes: Values | undefined): readonly string[] {
  if (takes === undefined || typeof takes === 'string') return [];
  return [
    entry(
      key,
      takes.map((word) => [word, word]),
    ),
  ];
}

/** A line of a table whose values are tables. */
function entry(key: string, pairs: readonly (readonly [string, string])[]): string {
  const values = pairs.map(([name, about]) => `${quoted(name)} = ${quoted(about)}`);
  return `    ${quoted(key)} = [ordered]@{ ${values.join('; ')} }`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
