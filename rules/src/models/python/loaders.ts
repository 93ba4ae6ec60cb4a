import type { NameForm } from '../loaders.ts';

/** A function, method or class of a Python package that loads a model by its name. */
export interface PythonLoader {
  /** Where it can be imported from; `()` stands for an instance of the class before it: `'ollama.Client().chat'`. */
  readonly paths: readonly string[];
  /** The position of the name among the arguments, from 0; left out where it is only given by keyword. */
  readonly position?: number;
  /** The keywords that a name can be given by. */
  readonly keywords: readonly string[];
  /** What a name looks like that is loaded from afar; left out where names on no list are fine. */
  readonly form?: NameForm;
  /** Whose model a name without an owner is. */
  readonly owner?: string;
  /** What the library itself calls its smallest models, of tens of megabytes. */
  readonly tiny?: readonly string[];
  /** A call that names no model loads one that the library chooses. */
  readonly hasDefault?: true;
  /** What it gives holds the weights, in the process of the test. */
  readonly holdsWeights?: true;
  /** It makes a client, which asks for the model only when it is used. */
  readonly isClient?: true;
  readonly reason: string;
}

/** The method that loads a model wherever it occurs: transformers and all that follow it. */
export const FROM_PRETRAINED = 'from_pretrained';
/** The keywords by which `from_pretrained` is given a name, in transformers and in those that follow it. */
export const PRETRAINED_KEYWORDS = [
  'pretrained_model_name_or_path',
  'pretrained_model_or_path',
  'model_name_or_path',
  'model_name',
  'model_id',
  'model',
  'repo_id',
];
/** The function that a project caches models by, as in the guide: it is known by its name. */
export const CACHED_LOAD = 'get_or_load_model';

const inThisProcess = 'downloads the weights and runs them in the process of the test';
const onThisMachine = 'has the Ollama server load the model on the machine of the test';
const downloads = 'downloads the weights';
const routed = 'runs a model on this machine where the name begins with the server that does so';

function inModules(modules: readonly string[], names: readonly string[]): readonly string[] {
  return modules.flatMap((module) => names.map((name) => `${module}.${name}`));
}

const OLLAMA = ['ollama', 'ollama.Client()', 'ollama.AsyncClient()'];

/** The loaders that are known by the package they come from. */
export const pythonLoaders: readonly PythonLoader[] = [
  {
    paths: ['transformers.pipeline', 'transformers.pipelines.pipeline'],
    position: 1,
    keywords: ['model'],
    form: 'canonical',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: inModules(
      [
        'sentence_transformers',
        'sentence_transformers.cross_encoder',
        'sentence_transformers.sparse_encoder',
      ],
      ['SentenceTransformer', 'CrossEncoder', 'SparseEncoder'],
    ),
    position: 0,
    keywords: ['model_name_or_path', 'model_name'],
    form: 'owned',
    owner: 'sentence-transformers',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: [
      ...inModules(
        [
          'langchain_huggingface',
          'langchain_community.embeddings',
          'langchain.embeddings',
          'langchain_huggingface.embeddings',
        ],
        ['HuggingFaceEmbeddings', 'HuggingFaceBgeEmbeddings', 'HuggingFaceInstructEmbeddings'],
      ),
    ],
    keywords: ['model_name', 'model'],
    form: 'owned',
    owner: 'sentence-transformers',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['chromadb.utils.embedding_functions.SentenceTransformerEmbeddingFunction'],
    keywords: ['model_name'],
    form: 'owned',
    owner: 'sentence-transformers',
    hasDefault: true,
    reason: 'downloads the weights, and keeps them for all that ask for them again',
  },
  {
    paths: [
      'sentence_transformers.models.Transformer',
      'sentence_transformers.sparse_encoder.models.MLMTransformer',
    ],
    position: 0,
    keywords: ['model_name_or_path'],
    form: 'canonical',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['keybert.KeyBERT'],
    position: 0,
    keywords: ['model'],
    form: 'owned',
    owner: 'sentence-transformers',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['bertopic.BERTopic'],
    keywords: ['embedding_model'],
    form: 'owned',
    owner: 'sentence-transformers',
    reason: inThisProcess,
  },
  {
    paths: inModules(
      ['langchain_huggingface', 'langchain_community.llms', 'langchain_huggingface.llms'],
      ['HuggingFacePipeline.from_model_id'],
    ),
    position: 0,
    keywords: ['model_id'],
    form: 'canonical',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['llama_index.embeddings.huggingface.HuggingFaceEmbedding'],
    position: 0,
    keywords: ['model_name'],
    form: 'hub',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['llama_index.llms.huggingface.HuggingFaceLLM'],
    keywords: ['model_name', 'tokenizer_name'],
    form: 'hub',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: [
      ...inModules(
        ['haystack.components.embedders'],
        ['SentenceTransformersTextEmbedder', 'SentenceTransformersDocumentEmbedder'],
      ),
      ...inModules(
        ['haystack.components.rankers'],
        ['TransformersSimilarityRanker', 'SentenceTransformersSimilarityRanker'],
      ),
      'haystack.components.generators.HuggingFaceLocalGenerator',
      'haystack.components.generators.chat.HuggingFaceLocalChatGenerator',
    ],
    position: 0,
    keywords: ['model'],
    form: 'hub',
    hasDefault: true,
    reason: inThisProcess,
  },
  {
    paths: ['vllm.LLM'],
    position: 0,
    keywords: ['model'],
    form: 'canonical',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: inModules(['vllm', 'vllm.engine.arg_utils'], ['EngineArgs', 'AsyncEngineArgs']),
    position: 0,
    keywords: ['model'],
    form: 'canonical',
    hasDefault: true,
    reason: inThisProcess,
  },
  {
    paths: ['pylate.models.ColBERT', 'pylate.models.colbert.ColBERT'],
    position: 0,
    keywords: ['model_name_or_path'],
    form: 'hub',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: inModules(
      ['FlagEmbedding'],
      [
        'FlagModel',
        'BGEM3FlagModel',
        'FlagReranker',
        'FlagLLMModel',
        'FlagLLMReranker',
        'FlagAutoModel.from_finetuned',
        'FlagAutoReranker.from_finetuned',
      ],
    ),
    position: 0,
    keywords: ['model_name_or_path'],
    form: 'hub',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: [
      ...inModules(
        ['fastembed'],
        [
          'TextEmbedding',
          'SparseTextEmbedding',
          'LateInteractionTextEmbedding',
          'LateInteractionMultimodalEmbedding',
          'ImageEmbedding',
        ],
      ),
      'fastembed.rerank.cross_encoder.TextCrossEncoder',
    ],
    position: 0,
    keywords: ['model_name'],
    form: 'hub',
    hasDefault: true,
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['InstructorEmbedding.INSTRUCTOR'],
    position: 0,
    keywords: ['model_name_or_path'],
    form: 'hub',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['rerankers.Reranker'],
    position: 0,
    keywords: ['model_name'],
    form: 'hub',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['mlx_lm.load', 'mlx_vlm.load', 'mlx_embeddings.load'],
    position: 0,
    keywords: ['path_or_hf_repo'],
    form: 'hub',
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: inModules(
      ['trl'],
      ['SFTTrainer', 'DPOTrainer', 'GRPOTrainer', 'KTOTrainer', 'ORPOTrainer', 'RewardTrainer'],
    ),
    position: 0,
    keywords: ['model'],
    form: 'canonical',
    reason: inThisProcess,
  },
  {
    paths: [
      'whisper.load_model',
      'faster_whisper.WhisperModel',
      'whisperx.load_model',
      'mlx_whisper.load_models.load_model',
    ],
    position: 0,
    keywords: ['name', 'model_size_or_path', 'whisper_arch'],
    form: 'any',
    tiny: ['tiny', 'tiny.en'],
    holdsWeights: true,
    reason: inThisProcess,
  },
  {
    paths: ['spacy.load'],
    position: 0,
    keywords: ['name'],
    holdsWeights: true,
    reason: 'loads a pipeline that was installed before, whose names are spaCy’s own',
  },
  {
    paths: ['huggingface_hub.snapshot_download', 'huggingface_hub.HfApi().snapshot_download'],
    position: 0,
    keywords: ['repo_id'],
    form: 'canonical',
    reason: downloads,
  },
  {
    paths: ['huggingface_hub.hf_hub_download', 'huggingface_hub.HfApi().hf_hub_download'],
    position: 0,
    keywords: ['repo_id'],
    form: 'canonical',
    reason: downloads,
  },
  {
    paths: inModules(OLLAMA, ['chat', 'generate', 'embed', 'embeddings', 'pull']),
    position: 0,
    keywords: ['model'],
    form: 'tag',
    reason: onThisMachine,
  },
  {
    paths: [
      ...inModules(
        [
          'langchain_ollama',
          'langchain_ollama.chat_models',
          'langchain_community.chat_models',
          'langchain_community.chat_models.ollama',
        ],
        ['ChatOllama'],
      ),
      ...inModules(['langchain_ollama', 'langchain_ollama.llms'], ['OllamaLLM']),
      ...inModules(
        ['langchain_community.llms', 'langchain_community.llms.ollama', 'langchain.llms'],
        ['Ollama'],
      ),
      ...inModules(
        [
          'langchain_ollama',
          'langchain_ollama.embeddings',
          'langchain_community.embeddings',
          'langchain_community.embeddings.ollama',
        ],
        ['OllamaEmbeddings'],
      ),
    ],
    keywords: ['model'],
    form: 'tag',
    hasDefault: true,
    isClient: true,
    reason: onThisMachine,
  },
  {
    paths: ['llama_index.llms.ollama.Ollama', 'llama_index.embeddings.ollama.OllamaEmbedding'],
    position: 0,
    keywords: ['model', 'model_name'],
    form: 'tag',
    isClient: true,
    reason: onThisMachine,
  },
  {
    paths: ['haystack_integrations.components.generators.ollama.OllamaGenerator'],
    position: 0,
    keywords: ['model'],
    form: 'tag',
    hasDefault: true,
    isClient: true,
    reason: onThisMachine,
  },
  {
    paths: [
      'dspy.LM',
      'dspy.clients.LM',
      'dspy.clients.lm.LM',
      'dspy.Embedder',
      ...inModules(
        ['litellm'],
        [
          'completion',
          'acompletion',
          'text_completion',
          'atext_completion',
          'embedding',
          'aembedding',
          'responses',
          'aresponses',
        ],
      ),
      'langchain.chat_models.init_chat_model',
      'langchain.embeddings.init_embeddings',
    ],
    position: 0,
    keywords: ['model'],
    form: 'routed',
    reason: routed,
  },
];

/** A function or class of a package that loads a model from a file, whose path says nothing of its name. */
export type PythonFileLoader = Pick<PythonLoader, 'paths' | 'position' | 'keywords'>;

/** What brings weights into the process of the test from a file, an address or a registry of its own. */
export const pythonFileLoaders: readonly PythonFileLoader[] = [
  { paths: ['onnxruntime.InferenceSession'], position: 0, keywords: ['path_or_bytes'] },
  { paths: ['llama_cpp.Llama'], position: 0, keywords: ['model_path'] },
  { paths: ['torch.hub.load'], position: 1, keywords: ['model'] },
  {
    paths: ['tensorflow.keras.models.load_model', 'keras.models.load_model', 'keras.saving.load_model'],
    position: 0,
    keywords: ['filepath'],
  },
  {
    paths: ['open_clip.create_model_and_transforms', 'open_clip.create_model'],
    position: 0,
    keywords: ['model_name'],
  },
  { paths: ['clip.load'], position: 0, keywords: ['name'] },
  { paths: ['ultralytics.YOLO'], position: 0, keywords: ['model'] },
  { paths: ['gensim.downloader.load'], position: 0, keywords: ['name'] },
];
