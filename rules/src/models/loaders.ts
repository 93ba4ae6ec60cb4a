/**
 * What the names that a loader takes look like, where they are on no list: ids of the Hugging Face Hub (`hub`), also
 * those that it keeps without an owner (`canonical`), or all whose owner is left out (`owned`); tags of Ollama
 * (`tag`); names that begin with who runs the model (`routed`); names of the library's own (`any`).
 */
export type NameForm = 'hub' | 'canonical' | 'owned' | 'tag' | 'routed' | 'any';

/** A function, method or class of a package that loads a model by its name. */
export interface ModelLoader {
  /** The packages (or entry points of packages) that export it. */
  readonly modules: readonly string[];
  /** The path from the package's exports; `()` stands for an instance of the class before it. */
  readonly name: string;
  /** The argument that is the model's name, from 0; left out where it is a field of an options object. */
  readonly argument?: number;
  /** The fields of the options object that hold a model's name. */
  readonly fields?: readonly string[];
  readonly form: NameForm;
  /** A call that names no model loads one that the library chooses. */
  readonly hasDefault?: true;
  /** What it gives holds the weights, or fetches them when it is used first: in the process of the test. */
  readonly holdsWeights?: true;
  readonly reason: string;
}

/** The method that loads a model wherever it occurs: transformers.js and all that is built on it. */
export const FROM_PRETRAINED = 'from_pretrained';

/** Names of classes that load no weights. */
export const WITHOUT_WEIGHTS = /(?:tokenizer|processor|config|extractor|scheduler|vocabulary)(?:fast|_?class|_?cls)?\d*$/i;

const TRANSFORMERS = ['@huggingface/transformers', '@xenova/transformers'];
const OLLAMA = ['ollama', 'ollama/browser'];
const inThisProcess = 'downloads the weights and runs them in the process of the test';
const onThisMachine = 'has the Ollama server load the model on the machine of the test';

/** A method of the Ollama client, which the package exports an instance of. */
function ollamaMethod(method: string): readonly ModelLoader[] {
  return ['', 'Ollama().'].map((instance) => ({
    modules: OLLAMA,
    name: `${instance}${method}`,
    fields: ['model'],
    form: 'tag',
    reason: onThisMachine,
  }));
}

/** The loaders that are known by the package they come from. */
export const modelLoaders: readonly ModelLoader[] = [
  {
    modules: TRANSFORMERS,
    name: 'pipeline',
    argument: 1,
    fields: ['model'],
    form: 'hub',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  ...['chat', 'generate', 'embed', 'embeddings', 'pull'].flatMap(ollamaMethod),
  {
    modules: ['@langchain/ollama', '@langchain/community/chat_models/ollama', 'langchain/chat_models/ollama'],
    name: 'ChatOllama',
    argument: 0,
    fields: ['model'],
    form: 'tag',
    hasDefault: true,
    reason: onThisMachine,
  },
  {
    modules: ['@langchain/ollama', '@langchain/community/llms/ollama', 'langchain/llms/ollama'],
    name: 'Ollama',
    fields: ['model'],
    form: 'tag',
    hasDefault: true,
    reason: onThisMachine,
  },
  {
    modules: ['@langchain/ollama', '@langchain/community/embeddings/ollama', 'langchain/embeddings/ollama'],
    name: 'OllamaEmbeddings',
    fields: ['model'],
    form: 'tag',
    hasDefault: true,
    reason: onThisMachine,
  },
  {
    modules: [
      '@langchain/community/embeddings/huggingface_transformers',
      '@langchain/community/embeddings/hf_transformers',
      'langchain/embeddings/hf_transformers',
    ],
    name: 'HuggingFaceTransformersEmbeddings',
    fields: ['model', 'modelName'],
    form: 'hub',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  { modules: ['@llamaindex/ollama'], name: 'Ollama', fields: ['model'], form: 'tag', reason: onThisMachine },
  {
    modules: ['@llamaindex/ollama'],
    name: 'OllamaEmbedding',
    fields: ['model'],
    form: 'tag',
    reason: onThisMachine,
  },
  {
    modules: ['@llamaindex/huggingface'],
    name: 'HuggingFaceEmbedding',
    fields: ['modelType'],
    form: 'hub',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    modules: ['ollama-ai-provider', 'ollama-ai-provider-v2', 'ai-sdk-ollama'],
    name: 'ollama',
    argument: 0,
    form: 'tag',
    reason: onThisMachine,
  },
  {
    modules: ['fastembed'],
    name: 'FlagEmbedding.init',
    fields: ['model'],
    form: 'any',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    modules: ['node-llama-cpp'],
    name: 'resolveModelFile',
    argument: 0,
    form: 'hub',
    reason: 'downloads the weights that llama.cpp then runs in the process of the test',
  },
  {
    modules: ['node-llama-cpp'],
    name: 'createModelDownloader',
    fields: ['modelUri'],
    form: 'hub',
    reason: 'downloads the weights that llama.cpp then runs in the process of the test',
  },
];

/** A function or method of a package that loads a model from a file, whose path says nothing of its name. */
export type ModelFileLoader = Pick<ModelLoader, 'modules' | 'name' | 'argument' | 'fields'>;

const TENSORFLOW = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-node-gpu',
];
const ONNX_RUNTIME = ['onnxruntime-common', 'onnxruntime-node', 'onnxruntime-web'];

/** What brings weights into the process of the test from a file or address. */
export const modelFileLoaders: readonly ModelFileLoader[] = [
  {
    modules: [...ONNX_RUNTIME, 'onnxruntime-web/wasm', 'onnxruntime-web/webgpu'],
    name: 'InferenceSession.create',
    argument: 0,
  },
  { modules: TENSORFLOW, name: 'loadGraphModel', argument: 0 },
  { modules: [...TENSORFLOW, '@tensorflow/tfjs-layers'], name: 'loadLayersModel', argument: 0 },
  { modules: TENSORFLOW, name: 'node.loadSavedModel', argument: 0 },
  { modules: ['node-llama-cpp'], name: 'getLlama().loadModel', fields: ['modelPath'] },
];
