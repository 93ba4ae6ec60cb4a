import { testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { preferCachedModels } from '../index.ts';
import type { Options } from '../options.ts';
import { mayLoadPythonWeights } from './prefilter.ts';

/** A file of lines, each with its line end. */
function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

const head = ['import pytest', 'from sentence_transformers import SentenceTransformer', 'from transformers import AutoModel, AutoTokenizer, pipeline', ''];
const code = (...texts: readonly string[]): string => lines(...head, ...texts);
const LOAD = "SentenceTransformer('all-MiniLM-L6-v2')";

const cases: RuleCases<'inTest' | 'eachTest' | 'again', [Options]> = {
  valid: [
    // Loaded once.
    code(`model = ${LOAD}`, '', 'def test_a():', "    assert model.encode('a') is not None"),
    ...['session', 'module', 'class', 'package'].map((scope) =>
      code(`@pytest.fixture(scope='${scope}')`, 'def model():', `    return ${LOAD}`, '', 'def test_a(model):', "    model.encode('a')"),
    ),
    code('@pytest.fixture(scope=scope_of)', 'def model():', `    return ${LOAD}`),
    lines(...head, 'import unittest', 'class TestA(unittest.TestCase):', '    @classmethod', '    def setUpClass(cls):', `        cls.model = ${LOAD}`, '    def test_a(self):', "        self.model.encode('a')"),
    code('class TestA:', `    model = ${LOAD}`, '    def test_a(self):', "        self.model.encode('a')"),
    code('def setup_module():', '    global model', `    model = ${LOAD}`),
    // Kept already.
    code('def test_a(get_or_load_model):', `    model = get_or_load_model('all-MiniLM-L6-v2', lambda name: ${LOAD})`, "    model.encode('a')"),
    code('import functools', '@functools.lru_cache', 'def load():', `    return ${LOAD}`, '', 'def test_a():', "    load().encode('a')"),
    code('_model = None', 'def load():', '    global _model', '    if _model is None:', `        _model = ${LOAD}`, '    return _model', '', 'def test_a():', "    load().encode('a')"),
    code('CACHE = {}', 'def load(name):', '    if name not in CACHE:', `        CACHE[name] = ${LOAD}`, '    return CACHE[name]', '', 'def test_a():', "    load('a').encode('a')"),
    code('class TestA:', '    def setup_method(self):', "        if not hasattr(TestA, 'model'):", `            TestA.model = ${LOAD}`, '    def test_a(self):', "        self.model.encode('a')"),
    code('def load():', `    return ${LOAD}`, '', 'def test_a():', "    cached(load).encode('a')"),
    // Fakes.
    code('from unittest.mock import patch', '', "@patch('sentence_transformers.SentenceTransformer.encode')", 'def test_a(encode):', "    with patch('transformers.AutoModel.from_pretrained'):", "        model = AutoModel.from_pretrained('bert-base-uncased')", "        model('a')"),
    code('def test_a(monkeypatch):', "    monkeypatch.setattr(AutoModel, 'from_pretrained', fake)", "    AutoModel.from_pretrained('bert-base-uncased')('a')"),
    code('class FakeModel:', '    @classmethod', '    def from_pretrained(cls, name):', '        return cls()', '', 'def test_a():', "    FakeModel.from_pretrained('a').run()"),
    // The load itself is what the test is about.
    code('def test_a():', "    with pytest.raises(OSError):", "        AutoModel.from_pretrained('none')"),
    code('def test_a():', `    ${LOAD}`),
    code('def test_a():', `    model = ${LOAD}`, '    assert model is not None', '    assert isinstance(model, SentenceTransformer)', "    assert model.device.type == 'cpu'"),
    code('def test_loads_the_model():', `    model = ${LOAD}`, "    assert model.encode('a').shape == (384,)"),
    code('def test_save_and_load(tmp_path):', `    model = ${LOAD}`, '    model.save(tmp_path)', "    assert SentenceTransformer(str(tmp_path)).encode('a') is not None"),
    code('def test_a():', `    one = ${LOAD}`, `    two = ${LOAD}`, "    assert one.encode('a') == two.encode('a')"),
    // The model is changed, so that each test wants its own.
    code('def test_a():', "    model = AutoModel.from_pretrained('bert-base-uncased')", '    model.train()', '    model(1)'),
    code('def test_a():', "    model = AutoModel.from_pretrained('bert-base-uncased').eval()", '    model.config.use_cache = False', '    model(1)'),
    code('from peft import get_peft_model', 'def test_a():', "    model = get_peft_model(AutoModel.from_pretrained('bert-base-uncased'), config)", '    model(1)'),
    code('from transformers import Trainer', 'def test_a():', "    model = AutoModel.from_pretrained('bert-base-uncased')", '    Trainer(model=model).evaluate()'),
    code('@pytest.fixture', 'def model():', "    return AutoModel.from_pretrained('bert-base-uncased')", '', 'def test_a(model):', '    model.requires_grad_(False)'),
    code('from diffusers import DiffusionPipeline', 'def test_a():', "    encoder = AutoModel.from_pretrained('a/b')", "    pipe = DiffusionPipeline.from_pretrained('hf-internal-testing/tiny-random-c', encoder=encoder)", '    pipe.enable_model_cpu_offload()', "    pipe('a')"),
    // Freed to make room.
    code('@pytest.fixture', 'def model():', `    model = ${LOAD}`, '    yield model', '    del model', '    gc.collect()', '', 'def test_a(model):', "    model.encode('a')"),
    code('class TestA:', '    def setup_method(self):', `        self.model = ${LOAD}`, '    def teardown_method(self):', '        del self.model', '    def test_a(self):', "        self.model.encode('a')"),
    // No weights, or next to none.
    code('def test_a():', "    tokenizer = AutoTokenizer.from_pretrained('bert-base-uncased')", "    tokenizer('a')"),
    code('def test_a():', "    model = AutoModel.from_pretrained('hf-internal-testing/tiny-random-BertModel')", '    model(1)'),
    lines('import ollama', 'def test_a():', "    ollama.chat(model='llama3')"),
    lines('import spacy', 'def test_a():', "    nlp = spacy.blank('en')", "    nlp('a')"),
    // Another model in each run, or one that the test makes.
    code("@pytest.mark.parametrize('name', ['a/b', 'a/c'])", 'def test_a(name):', '    model = AutoModel.from_pretrained(name)', '    model(1)'),
    code("@pytest.fixture(params=['a/b', 'a/c'])", 'def model(request):', '    return AutoModel.from_pretrained(request.param)'),
    code('def test_a(tmp_path):', "    model = AutoModel.from_pretrained(tmp_path / 'model')", '    model(1)'),
    lines('import onnxruntime', 'def test_a():', "    path = 'model.onnx'", '    export(path)', '    onnxruntime.InferenceSession(path).run(None, {})'),
    // Who knows how often it runs, and of which library.
    code('def load():', `    return ${LOAD}`),
    code('class Embedder:', '    def load(self):', `        self.model = ${LOAD}`, "        self.model.encode('a')"),
    lines('from .models import AutoModel', 'def test_a():', "    model = AutoModel.from_pretrained('a/b')", '    model(1)'),
    code('def test_a(loader):', "    model = loader.from_pretrained('a/b')", '    model(1)'),
    { code: code('def run():', `    model = ${LOAD}`, "    model.encode('a')"), filename: 'src/embed.py', settings: { cogniverse: { scope: 'tests' } } },
  ],
  invalid: [
    {
      code: code('def test_a():', `    model = ${LOAD}`, "    assert model.encode('a').shape == (384,)"),
      errors: [
        {
          messageId: 'inTest',
          data: {
            loader: 'SentenceTransformer()',
            model: '"all-MiniLM-L6-v2"',
            count: 1,
            use:
              'Keep it with get_or_load_model of pytest-cogniverse, a fixture and a function, or load it in a fixture with ' +
              'scope="session": one load serves every test of the process.',
          },
          line: 6,
          column: 13,
          endColumn: 32,
        },
      ],
    },
    { code: code('@pytest.fixture', 'def model():', `    return ${LOAD}`, '', 'def test_a(model):', "    model.encode('a')"), errors: ['eachTest'] },
    { code: code("@pytest.fixture(scope='function', autouse=True)", 'def model():', `    yield ${LOAD}`), errors: ['eachTest'] },
    { code: code('@pytest.fixture', 'def model():', `    return ${LOAD}`), filename: 'tests/conftest.py', errors: ['eachTest'] },
    { code: code('@pytest.fixture', 'def model():', "    model = AutoModel.from_pretrained('a/b').to('cpu').eval()", "    tokenizer = AutoTokenizer.from_pretrained('a/b')", '    return model, tokenizer'), errors: ['eachTest'] },
    { code: lines(...head, 'import unittest', 'class TestA(unittest.TestCase):', '    def setUp(self):', `        self.model = ${LOAD}`, '    def test_a(self):', "        self.model.encode('a')"), errors: ['eachTest'] },
    { code: code('class TestA:', '    def setup_method(self):', `        self.model = ${LOAD}`, '    def test_a(self):', "        self.model.encode('a')"), errors: ['eachTest'] },
    { code: code("@pytest.fixture(scope='module')", 'def one():', `    return ${LOAD}`, '', "@pytest.fixture(scope='module')", 'def two():', `    return ${LOAD}`, '', 'def test_a(one, two):', "    one.encode('a')", "    two.encode('a')"), errors: ['again', 'again'] },
    // Through helpers of the file.
    { code: code('def load():', `    return ${LOAD}`, '', 'def test_a():', "    load().encode('a')"), errors: ['inTest'] },
    { code: code('class TestA:', '    def load(self):', `        return ${LOAD}`, '    def test_a(self):', "        self.load().encode('a')"), errors: ['inTest'] },
    // Names.
    { code: code("MODEL = 'all-MiniLM-L6-v2'", '', 'def test_a():', '    model = SentenceTransformer(MODEL)', "    model.encode('a')"), errors: ['inTest'] },
    { code: code('import os', "MODEL = os.environ.get('MODEL', 'a/b')", '', 'def test_a():', '    model = AutoModel.from_pretrained(MODEL)', '    model(1)'), errors: ['inTest'] },
    { code: code('from .constants import MODEL', '', 'def test_a():', '    model = AutoModel.from_pretrained(MODEL)', '    model(1)'), errors: ['inTest'] },
    { code: code('class TestA:', "    name = 'a/b'", '    def test_a(self):', '        model = AutoModel.from_pretrained(self.name)', '        model(1)'), errors: ['inTest'] },
    // Loaders.
    { code: code('def test_a():', "    classify = pipeline('text-classification')", "    assert classify('a')"), errors: [{ messageId: 'inTest' }] },
    { code: lines('import spacy', 'def test_a():', "    nlp = spacy.load('en_core_web_sm')", "    assert nlp('a').ents"), errors: ['inTest'] },
    { code: lines('import whisper', 'def test_a():', "    model = whisper.load_model('base')", "    assert model.transcribe('a.wav')"), errors: ['inTest'] },
    { code: lines('import onnxruntime as ort', 'def test_a():', "    session = ort.InferenceSession('models/a.onnx')", '    assert session.run(None, {})'), errors: ['inTest'] },
    { code: lines('from sentence_transformers import CrossEncoder', 'def test_a():', "    assert CrossEncoder('cross-encoder/ms-marco-MiniLM-L-6-v2').predict([('a', 'b')])"), errors: ['inTest'] },
    { code: lines('from product import load_model', 'def test_a():', "    model = load_model('a/b')", '    assert model(1)'), options: [{ loaders: ['load_model'] }], errors: ['inTest'] },
    { code: lines('async def test_a():', '    from transformers import AutoModel', "    model = AutoModel.from_pretrained('a/b')", '    assert await model.run()'), errors: ['inTest'] },
    { code: code('def test_a():', "    model = AutoModel.from_pretrained('a/b')", "    classify = pipeline('text-classification', model=model)", "    assert classify('a')"), errors: ['inTest'] },
    // What a product's function is given.
    { code: code('from product import search', 'def test_a():', `    model = ${LOAD}`, "    assert search(model, 'a') == []"), errors: ['inTest'] },
  ],
};

testPythonRule('prefer-cached-models', preferCachedModels, cases);
testPrefilter(mayLoadPythonWeights, { ...cases, invalid: cases.invalid.filter(({ options }) => options === undefined) });
