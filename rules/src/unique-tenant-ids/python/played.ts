import type { PythonSource } from '../../resolve/python/source.ts';

/** Packages, fixtures and functions that play a service, and databases that each test has to itself. */
const PLAYED = new RegExp(
  String.raw`\b(?:${[
    ...['mock', 'mocker', 'Mock', 'MagicMock', 'AsyncMock', 'patch', 'responses', 'respx', 'requests_mock'],
    ...['httpx_mock', 'aioresponses', 'httpretty', 'moto', 'fakeredis', 'mongomock', 'vcr', 'django'],
    ...['dependency_overrides', String.raw`monkeypatch\.(?:setattr|setitem)`],
  ].join('|')})\b`,
);
const FAKE = /mock|fake|stub|spy|dummy|in_?memory|(?:^|_)noop/i;

/** Whether a file plays the services that its code talks to: what is written then is kept nowhere. */
export function playsServices({ text }: PythonSource): boolean {
  return PLAYED.test(text.replaceAll(/^\s*#.*$/gm, ''));
}

/** Whether names say that what they name is a fake, or is kept in memory. */
export function namesFake(names: readonly string[]): boolean {
  return names.some((name) => FAKE.test(name));
}
