import type { NameForm } from '../models/loaders.ts';

/** Folders that a project keeps models in; no owner of a Hugging Face repository is meant by them. */
const FOLDERS = new Set([
  'assets',
  'build',
  'cache',
  'checkpoints',
  'data',
  'dist',
  'fixtures',
  'model',
  'models',
  'onnx',
  'out',
  'output',
  'public',
  'src',
  'static',
  'test',
  'tests',
  'tmp',
  'weights',
]);
const PATH_OR_URL = /^(?:\.{0,2}[\\/]|~|[a-z]:[\\/]|[a-z][\w+.-]*:\/\/|file:|data:|blob:)/i;
const HOST_WITH_PORT = /^[\w.-]+:\d{4,5}(?:\/|$)/;
const HUB_ID = /^([a-z\d][\w.-]*)\/([\w.-]*\w)$/i;
/** Ids that the Hub has kept without an owner since its first days. */
const CANONICAL =
  /^(?:(?:distil)?(?:bert|gpt2|roberta)|albert|bart|camembert|ctrl|openai-gpt|t5|transfo-xl|xlm(?:-roberta)?|xlnet)(?:-[\w.-]+)?$/i;
const BARE_NAME = /^[a-z\d][\w.]*(?:-[\w.]+)+$/i;
const OLLAMA_ROUTE = /^ollama(?:_chat)?[/:]([\w.-]+.*)$/i;
const VLLM_ROUTE = /^vllm\/(.+\/.+)$/i;
const MODEL_FILE = /\.(?:bin|gguf|ggml|json|onnx|pt|pth|safetensors|tflite|zip)$/i;
const OLLAMA_TAG = /^[a-z\d][\w.-]*(?:\/[\w.-]+)*(?::[\w.-]+)?$/i;
/** Ollama runs these on its own servers. */
const REMOTE_TAG = /[:-]cloud$/i;
const HUB_URI = /^(?:hf|huggingface):(?:\/\/)?([^/:#]+\/[^/:#]+)/i;
const HUB_URL =
  /^https?:\/\/(?:huggingface\.co|hf\.co)\/(?:api\/models\/)?([^/]+\/[^/?#]+)\/(?:resolve|raw|blob)\//i;
/** The Hub keeps data sets and applications under the same addresses. */
const NO_MODELS = /^(?:datasets|spaces|docs|papers|collections)\//i;

/**
 * The name of a model that a text states, and nothing else: not a path, a URL or a host with its port.
 * For `hf:owner/name/file.gguf` it is the repository's part.
 */
export function modelNameOf(text: string): string | undefined {
  const repository = HUB_URI.exec(text)?.[1];
  if (repository !== undefined) return repository;
  const isOther = text.trim() === '' || PATH_OR_URL.test(text) || HOST_WITH_PORT.test(text);
  return isOther ? undefined : text;
}

/** The Hugging Face id in the address of one of its files. */
export function hubIdInUrl(url: string): string | undefined {
  const id = HUB_URL.exec(url)?.[1];
  return id === undefined || NO_MODELS.test(id) ? undefined : id;
}

/** A model that a name says is run on this machine, behind the prefix that says so. */
export interface RoutedName {
  readonly name: string;
  readonly form: NameForm;
}

/** The model behind the prefix of a server or library that runs it here, as LiteLLM and LangChain write it. */
export function routedName(text: string): RoutedName | undefined {
  const [, tag] = OLLAMA_ROUTE.exec(text) ?? [];
  if (tag !== undefined) return { name: tag, form: 'tag' };
  const [, id] = VLLM_ROUTE.exec(text) ?? [];
  return id === undefined ? undefined : { name: id, form: 'hub' };
}

/** Whether a name that is on no list has the form of those that a loader fetches from afar. */
export function isLoadable(name: string, form: NameForm): boolean {
  switch (form) {
    case 'hub':
      return isHubId(name);
    case 'canonical':
      return isHubId(name) || CANONICAL.test(name);
    case 'owned':
      return isHubId(name) || (BARE_NAME.test(name) && !FOLDERS.has(name.toLowerCase()));
    case 'routed':
      return false;
    case 'tag':
      return OLLAMA_TAG.test(name) && !REMOTE_TAG.test(name);
    case 'any':
      return name !== '' && !MODEL_FILE.test(name);
  }
}

function isHubId(name: string): boolean {
  const owner = HUB_ID.exec(name)?.[1];
  return owner !== undefined && !FOLDERS.has(owner.toLowerCase()) && !MODEL_FILE.test(name);
}
