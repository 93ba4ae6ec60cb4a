import { testPythonFixes, testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { allowedModels } from '../index.ts';
import type { messages } from '../messages.ts';
import type { Options } from '../options.ts';
import { mayHoldPythonModel } from './prefilter.ts';

const DENIED = 'vidore/colpali-v1.2';
const SMALL = 'vidore/colsmol-500m';

type Cases = RuleCases<keyof typeof messages, [Options]>;

function refused(code: string, rest: object = {}): Cases['invalid'][number] {
  return { code, output: code.replaceAll(DENIED, SMALL), errors: ['replaceable'], ...rest };
}

const cases: Cases = {
  valid: [
    `config = {"model": "${SMALL}"}`,
    // A name on no list may be that of a remote model.
    'config = {"model": "acme/huge", "model_name": "gpt-4o"}',
    'Client(model="openai/gpt-4o", checkpoint="acme/huge")',
    // Only the whole name counts.
    `Client(model="${DENIED}-merged", model_id="my-${DENIED}")`,
    `Client(model=b"${DENIED}")`,
    // Other fields, text, keys, annotations.
    `page = {"title": "${DENIED}", "model_title": "${DENIED}", "remodel": "${DENIED}"}`,
    `prices = {"${DENIED}": 3}`,
    `def test_a():\n    """${DENIED}"""\n    # ${DENIED}\n    message = "see ${DENIED}"\n    print("${DENIED}")`,
    `from typing import Literal\nModel = Literal["${DENIED}", "other"]\ndef f(model: Literal["${DENIED}"]): ...`,
    `model: "${DENIED}"`,
    // Beside a key that says which model it is, others only describe it.
    `models = [{"model": "acme/tiny", "note": "${DENIED}"}]`,
    // Only compared.
    `def test_a(cfg):\n    assert cfg.model == "${DENIED}"`,
    `def test_a(cfg):\n    assert cfg == {"model": "${DENIED}"}`,
    `def test_a(cfg):\n    assert {"model": "${DENIED}", "n": 1} in cfg.models`,
    `def test_a(cfg):\n    if cfg.model == "${DENIED}":\n        return`,
    `class TestA:\n    def test_a(self):\n        self.assertEqual(cfg, {"model": "${DENIED}"})`,
    `def test_a(client):\n    client.chat.assert_called_once_with(model="${DENIED}")`,
    `from unittest.mock import call\ndef test_a(client):\n    assert client.mock_calls == [call(model="${DENIED}")]`,
    `def test_a(cfg):\n    expected = {"model": "${DENIED}"}\n    assert cfg == expected`,
    `expected_model = "${DENIED}"\ncheck(expected_model)`,
    `check(body, expected={"model": "${DENIED}"})`,
    `match cfg:\n    case {"model": "${DENIED}"}:\n        pass`,
    // The name itself is what is tested.
    `def test_a():\n    assert price_of(model="${DENIED}") == 3`,
    `def test_a():\n    assert not supports(model="${DENIED}")`,
    `def test_a():\n    model = "${DENIED}"\n    assert owner_of(model) == "vidore"`,
    `def test_a():\n    price = price_of(model="${DENIED}")\n    assert price == 3, f"not {price}"`,
    `import pytest\n@pytest.mark.parametrize("model,price", [("${DENIED}", 3)])\ndef test_a(model, price):\n    assert price_of(model) == price`,
    `import pytest\n@pytest.mark.parametrize("model,expected", [("${DENIED}", True)])\ndef test_a(model, expected):\n    client = Client(model=model)\n    assert client.call() is expected`,
    // Fakes.
    `class FakeEncoder:\n    def __init__(self, model_name="${DENIED}"):\n        self.model = "${DENIED}"`,
    `class _MockReply:\n    model = "${DENIED}"`,
    `reply = MockReply(model="${DENIED}")`,
    `def test_a(mock_client):\n    mock_client.chat(model="${DENIED}")`,
    // An object only keeps the name that it is made with.
    `def test_a():\n    config = Config(model="${DENIED}")\n    assert config.model == "${DENIED}"`,
    `def test_a():\n    config = Config(model="${DENIED}")\n    data = config.to_dict()\n    assert data["model"] == "${DENIED}"`,
    // Refusing is what is tested.
    `import pytest\ndef test_a():\n    with pytest.raises(ValueError):\n        Config(model="${DENIED}")`,
    // Mocks, and what they answer.
    `from unittest.mock import MagicMock\nconfig = MagicMock(model="${DENIED}")`,
    `from unittest.mock import MagicMock\nconfig = MagicMock()\nconfig.model = "${DENIED}"`,
    `def test_a(post):\n    post.return_value.json.return_value = {"model": "${DENIED}"}`,
    `from unittest.mock import Mock\nclient = Mock(chat=Mock(return_value={"model": "${DENIED}"}))`,
    `from unittest.mock import patch\ndef test_a():\n    with patch("vllm.LLM"):\n        import vllm\n        vllm.LLM(model="${DENIED}")`,
    // What a server answers names the model that did, and what stands in for an object loads none.
    `from ollama import ChatResponse\nreply = ChatResponse(model="${DENIED}", done=True)\nhandle(reply)`,
    `handle({"model": "${DENIED}", "created_at": "2025-01-01", "message": {}})`,
    `handle({"id": 1, "model": "${DENIED}", "choices": [{"text": "hi"}]})`,
    `from types import SimpleNamespace\nhandle(SimpleNamespace(active_model="${DENIED}", is_ready=True))`,
    // Options of other things, and what is only compared.
    `run(["--title", "${DENIED}", "--title=${DENIED}"])`,
    `def test_a():\n    assert command == ["--model", "${DENIED}", "--model=${DENIED}"]`,
    `import pytest\n@pytest.fixture\ndef model_name():\n    def other():\n        return "${DENIED}"\n    return "${SMALL}"`,
    // Another environment.
    `def test_a(monkeypatch):\n    monkeypatch.setenv(name="TITLE", value="${DENIED}")`,
    `def test_a(monkeypatch):\n    monkeypatch.setenv("TITLE", "${DENIED}")\n    monkeypatch.setenv("MODEL", "${SMALL}")`,
  ],
  invalid: [
    refused(`Client(model_name="${DENIED}")`),
    refused(`Client(model_id='${DENIED}', n=1)`),
    refused(`config = {"model": "${DENIED}"}`),
    refused(`CONFIG = {'colpali_model': '${DENIED}'}`),
    refused(`config = dict(embedding_model="${DENIED}")`),
    refused(`config = {"models": ["${SMALL}", "${DENIED}"]}`),
    refused(`config = {"models": [{"id": "${DENIED}", "dims": 128}]}`),
    refused(`config = {"model": {"model_id": "${DENIED}", "name": "ColPali"}}`),
    refused(`BIG = "${DENIED}"\nClient(model=BIG)`),
    refused(`config = {**base, "model": "${DENIED}"}`),
    // Constants, attributes, defaults.
    refused(`MODEL = '${DENIED}'\ndef test_a(load):\n    load.get_or_load_model(MODEL, {}, None)`),
    refused(`COLPALI_MODEL: str = "${DENIED}"`),
    refused(`MODEL, SIZE = "${DENIED}", 128`),
    refused(`MODELS = ("${DENIED}", "${SMALL}")`),
    refused(`if (model := "${DENIED}"):\n    start(model)`),
    refused(`config.model = "${DENIED}"`),
    refused(`config["model_name"] = "${DENIED}"`),
    refused(`class Settings:\n    model_name: str = "${DENIED}"`),
    refused(`from dataclasses import dataclass, field\n@dataclass\nclass Settings:\n    model_name: str = field(default="${DENIED}")`),
    refused(`from pydantic import BaseModel, Field\nclass Settings(BaseModel):\n    model_name: str = Field("${DENIED}", description="which one")`),
    refused(`from enum import Enum\nclass Model(str, Enum):\n    BIG = "${DENIED}"`),
    refused(`from enum import StrEnum\nclass Names(StrEnum):\n    BIG_MODEL = "${DENIED}"`),
    refused(`def load(model_name="${DENIED}"): ...`),
    refused(`def load(a, /, b, *, model="${DENIED}", n=1): ...`),
    refused(`load = lambda model="${DENIED}": start(model)`),
    refused(`for model in ["${DENIED}"]:\n    start(model)`),
    refused(`for n, model in [(1, "${DENIED}")]:\n    start(model)`),
    refused(`started = [start(model) for model in ("${DENIED}",)]`),
    // What pytest gives to tests.
    refused(`import pytest\n@pytest.mark.parametrize("model,n", [("${DENIED}", 1)])\ndef test_a(model, n): ...`),
    refused(`import pytest\n@pytest.mark.parametrize(["n", "model"], [[1, "${DENIED}"]])\ndef test_a(model, n):\n    start(model)`),
    refused(`from pytest import mark, param\n@mark.parametrize(argnames="model", argvalues=[param("${DENIED}", id="big")])\ndef test_a(model):\n    start(model)`),
    refused(`import pytest\n@pytest.fixture\ndef model_name():\n    return "${DENIED}"`),
    refused(`import pytest\n@pytest.fixture(scope="session", name="model")\ndef _model():\n    yield "${DENIED}"`),
    refused(`import pytest\n@pytest.fixture(params=["${DENIED}", "${SMALL}"])\ndef model_name(request):\n    return request.param`),
    refused(`class Settings:\n    @property\n    def model(self):\n        return "${DENIED}"`),
    // The environment.
    refused(`def test_a(monkeypatch):\n    monkeypatch.setenv('EMBEDDING_MODEL', '${DENIED}')`),
    refused(`def test_a(monkeypatch):\n    monkeypatch.setenv(name='EMBEDDING_MODEL', value='${DENIED}')`),
    refused(`def test_a(monkeypatch):\n    monkeypatch.setenv('EMBEDDING_MODEL', value='${DENIED}')`),
    refused(`def test_a(monkeypatch):\n    monkeypatch.setattr(config, name='model', value='${DENIED}')`),
    refused(`import os\nos.environ["EMBEDDING_MODEL"] = "${DENIED}"`),
    refused(`import os\nos.environ.setdefault("EMBEDDING_MODEL", "${DENIED}")`),
    refused(`import os\nos.environ.update({"EMBEDDING_MODEL": "${DENIED}"})`),
    refused(`import os\nos.environ.update(EMBEDDING_MODEL="${DENIED}")`),
    refused(`import os\nname = os.environ.get("EMBEDDING_MODEL", "${DENIED}")`),
    refused(`import os\nname = os.getenv("EMBEDDING_MODEL", "${DENIED}")`),
    refused(`import os\nfrom unittest.mock import patch\n@patch.dict(os.environ, {"EMBEDDING_MODEL": "${DENIED}"})\ndef test_a(): ...`),
    refused(`def test_a(monkeypatch):\n    monkeypatch.setattr("product.settings.MODEL_NAME", "${DENIED}")`),
    refused(`def test_a(monkeypatch, settings):\n    monkeypatch.setattr(settings, "model", "${DENIED}")`),
    refused(`from unittest.mock import patch\ndef test_a():\n    with patch("product.settings.MODEL", "${DENIED}"):\n        start()`),
    refused(`from unittest.mock import patch\ndef test_a(settings):\n    with patch.object(settings, "model", new="${DENIED}"):\n        start()`),
    refused(`name = getattr(settings, "model", "${DENIED}")`),
    refused(`import subprocess\nsubprocess.run(["serve", "--model", "${DENIED}", "--port", "8000"])`),
    refused(`result = runner.invoke(app, ["--model-name", "${DENIED}"])`),
    refused(`runner.invoke(app, ["--model=${DENIED}"])`),
    refused(`models = []\nmodels += ["${DENIED}"]`),
    refused(`models = []\nmodels.append("${DENIED}")`),
    refused(`from dataclasses import dataclass, field\n@dataclass\nclass Settings:\n    models: list = field(default_factory=lambda: ["${DENIED}"])`),
    refused(`from product import SimpleNamespace\nstart(SimpleNamespace(model="${DENIED}"))`),
    // What works on the object may load the model.
    refused(`def test_a():\n    embedder = Embedder(model="${DENIED}")\n    assert embedder.embed("a")`),
    refused(`def test_a():\n    vectors = embed(model="${DENIED}")\n    assert vectors.shape == (1, 128)`),
    refused(`async def test_a():\n    assert await embed(model="${DENIED}")`),
    refused(`def test_a():\n    assert embed(model="${DENIED}").shape == (1, 128)`),
    refused(`def test_a():\n    config = Config(model="${DENIED}")\n    start(config)\n    assert config.n == 1`),
    {
      code: 'Client(model="ollama/llama3:70b")',
      options: [{ deny: { 'llama3:70b': 'llama3.2:1b' } }],
      output: 'Client(model="ollama/llama3.2:1b")',
      errors: ['replaceable'],
    },
    {
      code: 'Client(encoder="acme/huge")',
      options: [{ deny: { 'acme/huge': null }, fields: ['encoder'] }],
      errors: ['refused'],
    },
  ],
};

testPythonRule('allowed-models: fields', allowedModels, cases);
testPythonFixes(allowedModels, cases);
testPrefilter((text) => mayHoldPythonModel(text, ['encoder']), cases);
