import type { Source } from '../resolve/source.ts';
import { playsServices } from '../unique-tenant-ids/fakes.ts';

/** Modules that start a server, or a program that may be one. */
const STARTS =
  /^(?:node:)?(?:child_process|worker_threads|cluster)$|^(?:testcontainers|@testcontainers\/.*|dockerode|execa|express|fastify|koa|hono|@hono\/.*|@nestjs\/.*|supertest|pactum|mockttp|mock-server|jest-fetch-mock|fetch-mock.*|vitest-fetch-mock|@pollyjs\/.*)$/;
const CREATES_SERVER = /\bcreateServer\s*\(/;
/** What replaces functions of the modules or objects that a test calls. */
const REPLACES = /\.(?:spyOn|doMock|mock|stub|stubGlobal|replace|method)\s*\(|\b(?:intercept|MockAgent)\b/;

/** Whether something in a file answers in place of what its tests need, or may do so. */
export function isPlayed(source: Source, text: string): boolean {
  return playsServices(source) || REPLACES.test(text) || CREATES_SERVER.test(text) || importsServer(source);
}

function importsServer({ ast }: Source): boolean {
  return ast.body.some(
    (statement) => statement.type === 'ImportDeclaration' && STARTS.test(statement.source.value),
  );
}
