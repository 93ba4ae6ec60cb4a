import { testPythonFixes, testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { allowedModels } from '../index.ts';
import type { messages } from '../messages.ts';
import type { Options } from '../options.ts';
import { mayHoldPythonModel } from './prefilter.ts';

const DENIED = 'vidore/colpali-v1.2';
const SMALL = 'vidore/colsmol-500m';

type Cases = RuleCases<keyof typeof messages, [Options]>;

/** Code with one refused name in it, which gives way to its replacement. */
function refused(code: string, rest: object = {}): Cases['invalid'][number] {
  return { code, output: code.replaceAll(/vidore\/colpali-v1\.2/gi, SMALL), errors: ['replaceable'], ...rest };
}

/** Code with one name that is on no list. */
function unlisted(code: string, name = 'acme/huge'): Cases['invalid'][number] {
  return {
    code,
    errors: [{ messageId: 'unlisted', line: code.slice(0, code.indexOf(name)).split('\n').length }],
  };
}

const cases: Cases = {
  valid: [
    `def test_a(M):\n    M.from_pretrained('${SMALL}')`,
    'def test_a(M):\n    M.from_pretrained("hf-internal-testing/tiny-bert")',
    'M.from_pretrained()',
    'M.from_pretrained(*names)',
    'M.from_pretrained(**options)',
    // Paths, addresses and names of other services are no ids of the Hub.
    'M.from_pretrained("./weights/bert")',
    'M.from_pretrained("/srv/weights/bert")',
    'M.from_pretrained("models/bert")',
    'M.from_pretrained("C:\\\\weights\\\\bert")',
    'M.from_pretrained("text-embedding-001")',
    'M.from_pretrained(tmp_path / "bert")',
    'M.from_pretrained(str(tmp_path))',
    // Not known before the test runs.
    'import os\nM.from_pretrained(os.environ["NAME"])',
    'def test_a(M, size):\n    M.from_pretrained(f"vidore/{size}")',
    // Files beside the weights.
    'from transformers import AutoTokenizer\nAutoTokenizer.from_pretrained("acme/words")',
    'AutoProcessor.from_pretrained("acme/ears")',
    'DDPMScheduler.from_pretrained("acme/steps")',
    'ColGemmaProcessor3.from_pretrained("acme/eyes")',
    'from huggingface_hub import hf_hub_download\nhf_hub_download("acme/huge", "config.json")',
    'from huggingface_hub import hf_hub_download\nhf_hub_download(repo_id="acme/huge", filename="tokenizer.json")',
    // Data sets are no models.
    'from datasets import load_dataset\nload_dataset("acme/words")',
    'from huggingface_hub import snapshot_download\nsnapshot_download("acme/words", repo_type="dataset")',
    // Names that mean something else.
    'from sklearn.pipeline import make_pipeline as pipeline\npipeline("fill-mask", "acme/huge")',
    'def pipeline(task, model): ...\npipeline("fill-mask", "acme/huge")',
    'from mlflow.pyfunc import load_model\nload_model("acme/huge")',
    'from pickle import load\nload("acme/huge")',
    // A client that is not used asks for nothing, and one whose call has to fail finds nothing.
    'from langchain_ollama import ChatOllama\ndef test_a():\n    chat = ChatOllama(model="llama3", temperature=0)\n    assert chat.model == "llama3"\n    assert chat.temperature == 0',
    'from haystack_integrations.components.generators.ollama import OllamaGenerator\ndef test_a():\n    component = OllamaGenerator(model="llama3")\n    data = component.to_dict()\n    assert data == {"url": "here"}',
    'import pytest\nfrom haystack_integrations.components.generators.ollama import OllamaGenerator\ndef test_a():\n    component = OllamaGenerator(model="nobodys")\n    with pytest.raises(ValueError):\n        component.run(prompt="hi")',
    // Models that run elsewhere.
    'import dspy\ndspy.LM("openai/gpt-4o-mini")\ndspy.LM(model="gemini/gemini-2.5-flash")\ndspy.LM("gpt-4o")',
    'import litellm\nlitellm.completion(model="anthropic/claude-3-opus", messages=[])',
    'import litellm\nlitellm.completion(model="hosted_vllm/acme/huge", messages=[])',
    'import ollama\nollama.chat(model="gpt-oss:120b-cloud")',
    'import ollama\nollama.show("llama3:70b")\nollama.delete("llama3:70b")',
    'import ollama\nollama.Client(host="localhost:11434")',
    'from langchain_openai import ChatOpenAI\nChatOpenAI(model="acme/huge")',
    // spaCy's names are its own.
    'import spacy\nspacy.load("en_core_web_lg")',
    'import whisper\nwhisper.load_model("tiny.en")',
    // What is on the list by its whole name is on it without its owner.
    {
      code: 'from sentence_transformers import SentenceTransformer\nSentenceTransformer("all-MiniLM-L6-v2")',
      options: [{ allow: ['sentence-transformers/all-MiniLM-L6-v2'] }],
    },
    {
      code: 'from sentence_transformers import SentenceTransformer\nSentenceTransformer("sentence-transformers/all-MiniLM-L6-v2")',
      options: [{ allow: ['all-MiniLM-L6-v2'] }],
    },
    // Mocks load nothing.
    'from unittest.mock import patch\ndef test_a():\n    with patch("transformers.AutoModel.from_pretrained"):\n        AutoModel.from_pretrained("acme/huge")',
    'from unittest.mock import patch\ndef test_a():\n    with patch("transformers.AutoModel") as M:\n        M.from_pretrained("acme/huge")',
    `from unittest.mock import patch\n@patch("product.load.AutoModel")\ndef test_a(model_cls):\n    model_cls.from_pretrained("${DENIED}")`,
    'from unittest import mock\nclass TestA:\n    @mock.patch.object(Loader, "load")\n    def test_a(self, first, tmp_path):\n        first.from_pretrained("acme/huge")',
    'from unittest.mock import MagicMock\nM = MagicMock()\nM.from_pretrained("acme/huge")',
    'def test_a(mock_model):\n    mock_model.from_pretrained("acme/huge")',
    'import transformers\ndef test_a(monkeypatch):\n    monkeypatch.setattr(transformers.AutoModel, "from_pretrained", fake)\n    transformers.AutoModel.from_pretrained("acme/huge")',
    'from sentence_transformers import SentenceTransformer\ndef test_a(mocker):\n    mocker.patch("sentence_transformers.SentenceTransformer")\n    SentenceTransformer("acme/huge")',
    'import pytest\n@pytest.fixture(autouse=True)\ndef no_models(monkeypatch):\n    monkeypatch.setattr("whisper.load_model", lambda name: None)\ndef test_a():\n    import whisper\n    whisper.load_model("large")',
    'import sys\nsys.modules["vllm"] = fake\nimport vllm\nvllm.LLM("acme/huge")',
    'class Model:\n    @classmethod\n    def from_pretrained(cls, name):\n        return cls()\nModel.from_pretrained("acme/huge")',
    'def test_a(loader):\n    loader.from_pretrained.assert_called_once_with("acme/huge")',
    'import pytest\n@pytest.fixture\ndef loader():\n    return MagicMock()\ndef test_a(loader):\n    loader.from_pretrained("acme/huge")',
    // Refusing is what is tested.
    `import pytest\ndef test_a(M):\n    with pytest.raises(ValueError, match="too large"):\n        M.from_pretrained("${DENIED}")`,
    'class TestA:\n    def test_a(self):\n        with self.assertRaises(OSError):\n            Model.from_pretrained("acme/none")',
    // Text.
    `def test_a():\n    """M.from_pretrained('${DENIED}')"""\n    # M.from_pretrained('${DENIED}')\n    assert "M.from_pretrained('${DENIED}')"`,
  ],
  invalid: [
    refused(`def test_a(M):\n    M.from_pretrained('${DENIED}')`),
    refused(`def test_a(M):\n    M.from_pretrained("${DENIED}", torch_dtype=t.bfloat16).eval()`),
    refused(`M.from_pretrained("""${DENIED}""")`),
    refused(`M.from_pretrained(r'${DENIED}')`),
    refused(`M.from_pretrained(u'${DENIED}')`),
    refused('M.from_pretrained("Vidore/ColPali-V1.2")'),
    refused(`M.from_pretrained(pretrained_model_name_or_path="${DENIED}")`),
    refused(`from colpali_engine.models import ColPali\nasync def test_a():\n    await to_thread(ColPali.from_pretrained, "${DENIED}")`),
    refused(`import asyncio\nasync def test_a():\n    await loop.run_in_executor(None, M.from_pretrained, "${DENIED}")`),
    refused(`from functools import partial\nload = partial(M.from_pretrained, "${DENIED}")`),
    refused(`load = ColPali.from_pretrained\nload("${DENIED}")`),
    refused(`AutoProcessor.from_pretrained("${DENIED}")`),
    // Once for each literal, however many loads it reaches.
    refused(`NAME = "${DENIED}"\nP.from_pretrained(NAME)\nM.from_pretrained(NAME)`),
    refused(`NAMES = {"big": "${DENIED}"}\nM.from_pretrained(NAMES["big"])`),
    refused(`class TestA:\n    ID = "${DENIED}"\n    def test_a(self):\n        M.from_pretrained(self.ID)`),
    refused(`import os\nM.from_pretrained(os.environ.get("COLPALI", "${DENIED}"))`),
    refused(`import os\nM.from_pretrained(os.environ.get("COLPALI") or "${DENIED}")`),
    refused(`M.from_pretrained("${DENIED}" if big else "${SMALL}")`),
    refused(`for name in ["${DENIED}", "${SMALL}"]:\n    M.from_pretrained(name)`),
    refused(`NAMES = ["${DENIED}", "${SMALL}"]\ndef test_a():\n    return [M.from_pretrained(name) for name in NAMES]`),
    refused(`def load(name="${DENIED}"):\n    return M.from_pretrained(name)`),
    refused(`def load(name):\n    return M.from_pretrained(name)\nload("${DENIED}")\nload(name="${SMALL}")`),
    refused(`import pytest\n@pytest.mark.parametrize("name", ["${DENIED}"])\ndef test_a(name):\n    M.from_pretrained(name)`),
    refused(`import pytest\n@pytest.mark.parametrize(("n", "name"), [(1, "${DENIED}"), pytest.param(2, "acme/tiny-b", id="small")])\ndef test_a(n, name):\n    M.from_pretrained(name)`),
    refused(`import pytest\n@pytest.mark.parametrize("n,name", [pytest.param(1, "${DENIED}")])\nclass TestA:\n    def test_a(self, n, name):\n        M.from_pretrained(name)`),
    refused(`import pytest\n@pytest.fixture\ndef big():\n    return "${DENIED}"\ndef test_a(big):\n    M.from_pretrained(big)`),
    refused(`import pytest\n@pytest.fixture(params=["${DENIED}", "${SMALL}"])\ndef weights(request):\n    return M.from_pretrained(request.param)`),
    refused(`def big():\n    return "${DENIED}"\nM.from_pretrained(big())`),
    refused(`OPTIONS = {"pretrained_model_name_or_path": "${DENIED}"}\nM.from_pretrained(**OPTIONS)`),
    refused(`for size, name in {"big": "${DENIED}"}.items():\n    M.from_pretrained(name)`),
    refused(`NAMES = {"big": "${DENIED}"}\nfor name in NAMES.values():\n    M.from_pretrained(name)`),
    refused(`import pytest\n@pytest.mark.parametrize("case", [{"id": "${DENIED}"}])\ndef test_a(case):\n    M.from_pretrained(case["id"])`),
    refused(`M.from_pretrained(getattr(request, "param", "${DENIED}"))`),
    refused(`M.from_pretrained(config.get("id", "${DENIED}"))`),
    // The loaders of packages.
    refused(`def test_a(load):\n    load.get_or_load_model("${DENIED}", {}, None)`),
    refused(`from transformers import pipeline\npipeline("feature-extraction", "${DENIED}")`),
    refused(`from transformers import pipeline as load\nload("feature-extraction", model="${DENIED}", revision="main")`),
    refused(`import transformers as t\nt.pipeline(task="x", model="${DENIED}")`),
    refused(`from peft import PeftModel\nPeftModel.from_pretrained(base, "${DENIED}")`),
    refused(`import pytest\nst = pytest.importorskip("sentence_transformers")\nst.SentenceTransformer("${DENIED}")`),
    unlisted('M.from_pretrained("acme/huge")'),
    unlisted('M.from_pretrained("bert-base-uncased")', 'bert'),
    unlisted('NAME = "acme/huge"\ndef test_a():\n    M.from_pretrained(NAME)'),
    unlisted('def test_a():\n    from sentence_transformers import SentenceTransformer\n    SentenceTransformer("acme/huge")'),
    unlisted('from sentence_transformers import SentenceTransformer as ST\nST("all-mpnet-base-v2")', 'all-mpnet'),
    unlisted('from sentence_transformers import CrossEncoder\nCrossEncoder(model_name="cross-encoder/ms-marco-MiniLM-L6-v2")', 'cross-encoder/ms'),
    unlisted('from sentence_transformers import models\nmodels.Transformer("distilroberta-base")', 'distil'),
    unlisted('from pylate import models as pylate_models\npylate_models.ColBERT("acme/huge", device="cpu")'),
    unlisted('from vllm import LLM\nLLM(model="acme/huge")'),
    unlisted('from huggingface_hub import snapshot_download\nsnapshot_download(repo_id="acme/huge")'),
    unlisted('from huggingface_hub import hf_hub_download\nhf_hub_download("acme/huge", "model.safetensors")'),
    unlisted('from llama_cpp import Llama\nLlama.from_pretrained(repo_id="acme/huge", filename="*.gguf")'),
    unlisted('import whisper\nwhisper.load_model("large-v3")', 'large'),
    unlisted('from faster_whisper import WhisperModel\nWhisperModel("medium", device="cpu")', 'medium'),
    unlisted('from fastembed import TextEmbedding\nTextEmbedding(model_name="BAAI/bge-large-en-v1.5")', 'BAAI'),
    unlisted('import ollama\nollama.chat(model="llama3:70b", messages=[])', 'llama3'),
    unlisted('from ollama import Client\nclient = Client()\nclient.generate(model="llama3")', 'llama3'),
    unlisted('from ollama import AsyncClient\nasync def test_a():\n    await AsyncClient(host="http://localhost:11434").chat("llama3")', 'llama3'),
    unlisted('import ollama, pytest\n@pytest.fixture\ndef client():\n    yield ollama.Client()\ndef test_a(client):\n    client.pull("llama3:70b")', 'llama3'),
    unlisted('from langchain_ollama import ChatOllama\nChatOllama(model="llama3")', 'llama3'),
    unlisted('from langchain_ollama import ChatOllama\ndef test_a():\n    chat = ChatOllama(model="llama3")\n    assert chat.invoke("hi")', 'llama3'),
    unlisted('from sentence_transformers import SentenceTransformer\ndef test_a():\n    model = SentenceTransformer("acme/huge")\n    assert model.dims == 3'),
    unlisted('import dspy\ndspy.LM("ollama_chat/llama3:70b", api_base="http://localhost:11434")', 'llama3'),
    unlisted('import litellm\nasync def test_a():\n    await litellm.acompletion(model="ollama/llama3:70b", messages=[])', 'llama3'),
    unlisted('from langchain.chat_models import init_chat_model\ninit_chat_model("ollama:llama3:70b")', 'llama3'),
    {
      code: 'from sentence_transformers import SentenceTransformer\nSentenceTransformer("big-model-v2")',
      options: [{ deny: { 'sentence-transformers/big-model-v2': null } }],
      errors: ['refused'],
    },
    {
      code: 'import dspy\ndspy.LM("ollama_chat/llama3:70b")',
      options: [{ deny: { 'llama3:*': 'qwen2:0.5b' } }],
      output: 'import dspy\ndspy.LM("ollama_chat/qwen2:0.5b")',
      errors: [{ messageId: 'replaceable', data: { name: 'llama3:70b', replacement: 'qwen2:0.5b', place: 'reaches `LM()`' } }],
    },
    {
      code: 'import spacy\nspacy.load("en_core_web_lg")',
      options: [{ deny: { en_core_web_lg: 'en_core_web_sm' } }],
      output: 'import spacy\nspacy.load("en_core_web_sm")',
      errors: ['replaceable'],
    },
    // What looks like a mock, and is none, or holds elsewhere.
    unlisted('from unittest.mock import patch\ndef test_a():\n    with patch("product.other"):\n        M.from_pretrained("acme/huge")'),
    unlisted('from unittest.mock import patch\ndef test_a():\n    with patch("transformers.AutoModel.from_pretrained"):\n        pass\ndef test_b():\n    AutoModel.from_pretrained("acme/huge")'),
    unlisted('class Model(Base):\n    @classmethod\n    def from_pretrained(cls, name):\n        return super().from_pretrained(name)\nModel.from_pretrained("acme/huge")'),
    unlisted('def test_a(M):\n    assert M.from_pretrained("acme/huge") is not None'),
  ],
};

testPythonRule('allowed-models: loads', allowedModels, cases);
testPythonFixes(allowedModels, cases);
testPrefilter(mayHoldPythonModel, cases);
