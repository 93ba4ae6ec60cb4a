/** What a package exports that talks to a server whose address it is given. */
export interface ServiceClient {
  readonly modules: readonly string[];
  /** The class or function that makes one; `''` for a default export. */
  readonly name: string;
  /** The methods that ask the server, each with the members on the way to it. */
  readonly methods: readonly string[];
  /** The field of the options that holds an address. */
  readonly addressAt: string;
  /** It asks the Ollama server where no address is given. */
  readonly asksOllama?: true;
}

/** The methods of the Ollama client, which the package exports an instance of. */
export const OLLAMA_METHODS = [
  'chat', 'generate', 'embed', 'embeddings', 'pull', 'push', 'create', 'delete', 'copy', 'list', 'show', 'ps',
];
/** The packages that export it. */
export const OLLAMA_MODULES = ['ollama', 'ollama/browser'];

const RUNNABLE = ['invoke', 'stream', 'batch', 'generate', 'call', 'predict'];
const EMBEDDINGS = ['embedQuery', 'embedDocuments'];
const OPENAI_METHODS = [
  'chat.completions.create', 'chat.completions.parse', 'completions.create', 'embeddings.create',
  'responses.create', 'models.list',
];

/** The classes that are made for a service and then asked. */
export const serviceClients: readonly ServiceClient[] = [
  { modules: OLLAMA_MODULES, name: 'Ollama', methods: OLLAMA_METHODS, addressAt: 'host', asksOllama: true },
  {
    modules: ['@langchain/ollama', '@langchain/community/chat_models/ollama', 'langchain/chat_models/ollama'],
    name: 'ChatOllama',
    methods: RUNNABLE,
    addressAt: 'baseUrl',
    asksOllama: true,
  },
  {
    modules: ['@langchain/ollama', '@langchain/community/llms/ollama', 'langchain/llms/ollama'],
    name: 'Ollama',
    methods: RUNNABLE,
    addressAt: 'baseUrl',
    asksOllama: true,
  },
  {
    modules: ['@langchain/ollama', '@langchain/community/embeddings/ollama', 'langchain/embeddings/ollama'],
    name: 'OllamaEmbeddings',
    methods: EMBEDDINGS,
    addressAt: 'baseUrl',
    asksOllama: true,
  },
  {
    modules: ['@llamaindex/ollama'],
    name: 'Ollama',
    methods: ['chat', 'complete'],
    addressAt: 'host',
    asksOllama: true,
  },
  {
    modules: ['@llamaindex/ollama'],
    name: 'OllamaEmbedding',
    methods: ['getTextEmbedding', 'getTextEmbeddings', 'getQueryEmbedding'],
    addressAt: 'host',
    asksOllama: true,
  },
  ...['', 'OpenAI'].map(
    (name): ServiceClient => ({ modules: ['openai'], name, methods: OPENAI_METHODS, addressAt: 'baseURL' }),
  ),
  {
    modules: ['axios'],
    name: 'create',
    methods: ['get', 'post', 'put', 'patch', 'delete', 'head', 'request'],
    addressAt: 'baseURL',
  },
];

/** What sends a request to the address that it is given first: exports of packages, `''` for the default one. */
export const requestFunctions: ReadonlySet<string> = new Set([
  ...['axios', 'got', 'ky', 'superagent'].flatMap((module) =>
    ['', '.get', '.post', '.put', '.patch', '.delete', '.head'].map((method) => `${module} ${method.slice(1)}`),
  ),
  ...['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'undici'].flatMap((module) => [`${module} `, `${module} fetch`]),
  'undici request',
  ...['http', 'https', 'node:http', 'node:https'].flatMap((module) => [`${module} get`, `${module} request`]),
]);

/** Functions of the AI SDK that ask the model they are given. */
export const modelUsers: ReadonlySet<string> = new Set([
  'generateText', 'streamText', 'generateObject', 'streamObject', 'embed', 'embedMany',
]);
/** The packages that give the AI SDK models of an Ollama server. */
export const ollamaProviders: ReadonlySet<string> = new Set([
  'ollama-ai-provider', 'ollama-ai-provider-v2', 'ai-sdk-ollama',
]);
