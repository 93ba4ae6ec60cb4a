/** What talks to a server whose address it is given. */
export interface ServiceClient {
  /** The classes or functions that make one. */
  readonly paths: readonly string[];
  /** The methods that ask the server, each with the members on the way to it: `chat.completions.create`. */
  readonly methods: readonly string[];
  /** The keywords that an address is given by. */
  readonly addressAt: readonly string[];
  /** The place of the address among the arguments, from 0; left out where it is only given by keyword. */
  readonly position?: number;
  /** The place of `port`, from 0, where it is given apart from the host, and what it is where it is not given. */
  readonly port?: { readonly position: number; readonly otherwise?: string };
  /** The address that is asked where none is given. */
  readonly otherwise?: string;
  /** It asks this capability where no address is given. */
  readonly asks?: string;
}

const OLLAMA_METHODS = [
  'chat', 'generate', 'embed', 'embeddings', 'pull', 'push', 'create', 'delete', 'copy', 'list', 'show', 'ps',
];
const RUNNABLE = [
  'invoke', 'ainvoke', 'stream', 'astream', 'batch', 'abatch', 'generate', 'agenerate', 'predict', 'apredict', '()',
];
const EMBEDDINGS = ['embed_query', 'aembed_query', 'embed_documents', 'aembed_documents'];
const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'stream', 'ws_connect'];
const OPENAI_METHODS = [
  'chat.completions.create', 'chat.completions.parse', 'chat.completions.stream', 'beta.chat.completions.parse',
  'completions.create', 'embeddings.create', 'responses.create', 'responses.parse', 'models.list',
];
const VESPA_METHODS = [
  'query', 'query_many', 'feed_data_point', 'feed_iterable', 'feed_async_iterable', 'get_data', 'get_model_endpoint',
  'get_application_status', 'update_data', 'delete_data', 'delete_all_docs', 'visit', 'wait_for_application_up',
];
const REDIS_METHODS = [
  'ping', 'get', 'set', 'setex', 'mget', 'mset', 'delete', 'exists', 'expire', 'ttl', 'incr', 'keys', 'hget', 'hset',
  'hgetall', 'lpush', 'rpush', 'lrange', 'sadd', 'smembers', 'zadd', 'xadd', 'publish', 'info', 'flushdb', 'flushall',
];
const QDRANT_METHODS = [
  'get_collections', 'get_collection', 'collection_exists', 'create_collection', 'recreate_collection',
  'delete_collection', 'upsert', 'search', 'query_points', 'scroll', 'retrieve', 'count',
];
const ELASTICSEARCH_METHODS = [
  'ping', 'info', 'index', 'get', 'search', 'count', 'delete', 'bulk', 'indices.create', 'indices.delete',
  'indices.exists', 'indices.refresh', 'cluster.health',
];

function members(modules: readonly string[], names: readonly string[]): readonly string[] {
  return modules.flatMap((module) => names.map((name) => `${module}.${name}`));
}

/** The classes that are made for a service and then asked. */
export const serviceClients: readonly ServiceClient[] = [
  {
    paths: ['ollama.Client', 'ollama.AsyncClient'],
    methods: OLLAMA_METHODS,
    addressAt: ['host'],
    position: 0,
    asks: 'ollama',
  },
  {
    paths: [
      ...members(
        ['langchain_ollama', 'langchain_ollama.chat_models', 'langchain_community.chat_models'],
        ['ChatOllama'],
      ),
      ...members(['langchain_ollama', 'langchain_ollama.llms'], ['OllamaLLM']),
      ...members(['langchain_community.llms', 'langchain.llms'], ['Ollama']),
    ],
    methods: RUNNABLE,
    addressAt: ['base_url'],
    asks: 'ollama',
  },
  {
    paths: members(
      ['langchain_ollama', 'langchain_ollama.embeddings', 'langchain_community.embeddings'],
      ['OllamaEmbeddings'],
    ),
    methods: EMBEDDINGS,
    addressAt: ['base_url'],
    asks: 'ollama',
  },
  {
    paths: ['llama_index.llms.ollama.Ollama'],
    methods: [
      'complete', 'acomplete', 'chat', 'achat', 'stream_complete', 'stream_chat', 'astream_complete', 'astream_chat',
    ],
    addressAt: ['base_url'],
    asks: 'ollama',
  },
  {
    paths: ['llama_index.embeddings.ollama.OllamaEmbedding'],
    methods: ['get_text_embedding', 'get_query_embedding', 'get_text_embedding_batch', 'aget_text_embedding'],
    addressAt: ['base_url'],
    asks: 'ollama',
  },
  {
    paths: members(
      ['haystack_integrations.components.generators.ollama', 'haystack_integrations.components.embedders.ollama'],
      ['OllamaGenerator', 'OllamaChatGenerator', 'OllamaTextEmbedder', 'OllamaDocumentEmbedder'],
    ),
    methods: ['run', 'run_async'],
    addressAt: ['url'],
    asks: 'ollama',
  },
  {
    paths: members(['openai'], ['OpenAI', 'AsyncOpenAI']),
    methods: OPENAI_METHODS,
    addressAt: ['base_url'],
  },
  {
    paths: ['langchain_openai.ChatOpenAI', 'langchain_openai.OpenAI', 'langchain_community.chat_models.ChatOpenAI'],
    methods: RUNNABLE,
    addressAt: ['base_url', 'openai_api_base'],
  },
  { paths: members(['httpx'], ['Client', 'AsyncClient']), methods: HTTP_METHODS, addressAt: ['base_url'] },
  {
    paths: ['aiohttp.ClientSession'],
    methods: HTTP_METHODS,
    addressAt: ['base_url'],
    position: 0,
  },
  { paths: ['vespa.application.Vespa'], methods: VESPA_METHODS, addressAt: ['url'], position: 0, port: { position: 1 } },
  {
    paths: members(['redis', 'redis.asyncio'], ['Redis', 'StrictRedis']),
    methods: REDIS_METHODS,
    addressAt: ['host'],
    position: 0,
    port: { position: 1, otherwise: '6379' },
    otherwise: 'localhost',
  },
  {
    paths: members(['redis', 'redis.asyncio', 'redis.Redis', 'redis.asyncio.Redis'], ['from_url']),
    methods: REDIS_METHODS,
    addressAt: ['url'],
    position: 0,
  },
  {
    paths: members(['qdrant_client'], ['QdrantClient', 'AsyncQdrantClient']),
    methods: QDRANT_METHODS,
    addressAt: ['url', 'host'],
    port: { position: 2, otherwise: '6333' },
  },
  {
    paths: members(['elasticsearch'], ['Elasticsearch', 'AsyncElasticsearch']),
    methods: ELASTICSEARCH_METHODS,
    addressAt: ['hosts'],
    position: 0,
  },
];

/** What sends a request to the address that it is given itself, with the place of that address, from 0. */
export const requestFunctions: ReadonlyMap<string, number> = new Map([
  ...['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].flatMap((method): [string, number][] =>
    ['requests', 'requests.Session()', 'requests.session()', 'httpx', 'httpx.Client()', 'httpx.AsyncClient()',
      'aiohttp.ClientSession()', 'curl_cffi.requests', 'niquests'].map((owner) => [`${owner}.${method}`, 0]),
  ),
  ...['requests', 'requests.Session()', 'httpx', 'httpx.Client()', 'httpx.AsyncClient()', 'aiohttp',
    'aiohttp.ClientSession()', 'urllib3', 'urllib3.PoolManager()'].map((owner): [string, number] => [
    `${owner}.request`,
    1,
  ]),
  ...['httpx', 'httpx.Client()', 'httpx.AsyncClient()'].map((owner): [string, number] => [`${owner}.stream`, 1]),
  ['urllib.request.urlopen', 0],
  ['urllib.request.urlretrieve', 0],
]);

/** What opens a connection to a host and port. */
export const connectionFunctions: ReadonlySet<string> = new Set([
  'socket.create_connection',
  'asyncio.open_connection',
]);

/** The functions of a module-wide Ollama client. */
export const ollamaFunctions: ReadonlySet<string> = new Set(members(['ollama'], OLLAMA_METHODS));

/** Functions that ask the server which the model's name begins with. */
export const routedFunctions: ReadonlySet<string> = new Set(
  members(
    ['litellm'],
    ['completion', 'acompletion', 'text_completion', 'atext_completion', 'embedding', 'aembedding', 'responses'],
  ),
);

/** What asks the server which the model's name begins with once it is called itself. */
export const routedModels: ReadonlySet<string> = new Set(['dspy.LM', 'dspy.clients.LM', 'dspy.clients.lm.LM']);

/** What gives the modules of DSPy the model that they ask, by the keyword `lm`. */
export const modelSettings: ReadonlySet<string> = new Set([
  'dspy.configure',
  'dspy.settings.configure',
  'dspy.context',
  'dspy.settings.context',
]);

/** The modules of DSPy that ask that model when they are called. */
export const modelModules: ReadonlySet<string> = new Set(
  members(
    ['dspy'],
    ['Predict', 'ChainOfThought', 'ReAct', 'ProgramOfThought', 'CodeAct', 'MultiChainComparison', 'Refine'],
  ),
);
