import { describe, expect, it } from 'vitest';

import { makeProject } from '../../../test/project.ts';
import { pythonMessages, testPythonRule } from '../../../test/python-rule-tester.ts';
import { testPrefilter, type RuleCases } from '../../../test/rule-tester.ts';
import { requireCapabilityMarker } from '../index.ts';
import { mayHoldPythonTest } from './prefilter.ts';

type Files = Readonly<Record<string, string | object>> & { readonly 'tests/test_a.py': string };
type Cases = RuleCases<'ungated' | 'addMarker', []>;

/** A file of lines, each with its line end. */
function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** What a test that asks Ollama begins with and does. */
const CHAT = "    ollama.chat(model='llama3', messages=[])";
const head = ['import ollama', 'import pytest', ''];
const chat = (...before: readonly string[]): string => lines(...head, ...before, 'def test_a():', CHAT);
const gpu = (...body: readonly string[]): string => lines('import pytest', 'import torch', '', 'def test_a():', ...body);

const cases: Cases = {
  valid: [
    // A client that nobody asks, or that is at another place.
    lines(...head, 'def test_a():', '    assert ollama.Client()'),
    lines(...head, 'def test_a():', "    ollama.Client(host='https://ollama.com').list()"),
    lines(...head, 'def test_a(httpserver):', "    ollama.Client(httpserver.url_for('/')).list()"),
    lines('import requests', '', 'def test_a():', "    requests.get('http://localhost:8000/api')", "    requests.get('https://example.com')"),
    lines('import requests', '', 'def test_a():', "    requests.get(f'http://localhost:{port()}/api')"),
    lines('import dspy', '', 'def test_a():', "    lm = dspy.LM('ollama/llama3')", '    dspy.configure(lm=lm)'),
    lines('import dspy', '', 'def test_a():', "    dspy.configure(lm=dspy.utils.DummyLM([{'answer': 'hi'}]))", "    assert dspy.Predict('question -> answer')(question='hi').answer"),
    lines('from app import ollama', '', 'def test_a():', '    ollama.chat()'),
    // Marks.
    chat('@pytest.mark.requires_ollama'),
    chat("@pytest.mark.requires('gpu', 'ollama:llama3')"),
    chat('@pytest.mark.requires(*needed())'),
    chat('@pytest.mark.requires_models'),
    chat('@pytest.mark.ollama'),
    chat("@pytest.mark.skipif(not up(), reason='no server')"),
    chat("@pytest.mark.xfail(reason='no server')"),
    chat("@pytest.mark.skip(reason='no server')"),
    chat('pytestmark = pytest.mark.requires_ollama', ''),
    chat('needs_server = pytest.mark.skipif(not up(), reason="no")', '', '@needs_server'),
    lines(...head, '@pytest.mark.requires_ollama', 'class TestA:', '    def test_a(self):', `    ${CHAT}`),
    lines(...head, 'class TestBase:', '    pytestmark = [pytest.mark.requires_ollama]', 'class TestA(TestBase):', '    def test_a(self):', `    ${CHAT}`),
    lines(...head, "@pytest.mark.parametrize('a', [pytest.param(1, marks=pytest.mark.requires_ollama)])", 'def test_a(a):', CHAT),
    // Decorators that may skip.
    chat('from helpers import online', '', '@online'),
    lines(...head, 'import unittest', "@unittest.skipUnless(up(), 'no server')", 'class TestA(unittest.TestCase):', '    def test_a(self):', `    ${CHAT}`),
    lines(...head, 'def online(fn):', '    def run(*args):', "        if not up(): pytest.skip('no')", '        return fn(*args)', '    return run', '', '@online', 'def test_a():', CHAT),
    lines('import ollama', 'from product.testing import Base', 'class TestA(Base):', '    def test_a(self):', `    ${CHAT}`),
    // Skips where the test runs.
    lines(...head, 'def test_a():', '    if not up():', "        pytest.skip('no server')", CHAT),
    lines(...head, 'def test_a():', '    if not up():', '        return', CHAT),
    lines(...head, 'def test_a():', '    skip_without_server()', CHAT),
    lines('import pytest', '', 'def test_a():', "    ollama = pytest.importorskip('ollama')", CHAT),
    lines(...head, 'def setup_module():', "    if not up(): pytest.skip('no')", '', 'def test_a():', CHAT),
    lines(...head, "if not up():", "    pytest.skip('no', allow_module_level=True)", '', 'def test_a():', CHAT),
    lines(...head, 'class TestA:', '    def setup_method(self):', "        if not up(): pytest.skip('no')", '    def test_a(self):', `    ${CHAT}`),
    lines('import ollama, unittest', '', 'class TestA(unittest.TestCase):', '    def setUp(self):', "        if not up(): self.skipTest('no')", '    def test_a(self):', `    ${CHAT}`),
    lines(...head, '@pytest.fixture', 'def server():', "    if not up(): pytest.skip('no')", '', 'def test_a(server):', CHAT),
    lines(...head, '@pytest.fixture(autouse=True)', 'def server():', "    if not up(): pytest.skip('no')", '', 'def test_a():', CHAT),
    lines(...head, '@pytest.fixture', 'def server():', "    if not up(): pytest.skip('no')", '', "@pytest.mark.usefixtures('server')", 'def test_a():', CHAT),
    lines(...head, 'def test_a(from_a_plugin):', CHAT),
    lines(...head, 'if HAS_OLLAMA:', '    def test_a():', `    ${CHAT}`),
    // Not for certain, or caught.
    lines(...head, 'def test_a():', '    if up():', `    ${CHAT}`),
    lines(...head, 'def test_a():', '    try:', `    ${CHAT}`, '    except ollama.ResponseError:', '        pass'),
    lines(...head, 'def test_a():', '    with pytest.raises(ConnectionError):', `    ${CHAT}`),
    lines(...head, 'def test_a():', '    def ask():', `    ${CHAT}`, '    run_later(ask)'),
    lines(...head, 'def ask():', CHAT),
    // Something else answers.
    lines(...head, 'from unittest.mock import patch', '', "@patch('ollama.chat')", 'def test_a(chat):', CHAT),
    lines(...head, 'from unittest.mock import patch', '', 'def test_a():', "    with patch('product.client.send'):", `    ${CHAT}`),
    lines(...head, 'def test_a(monkeypatch):', "    monkeypatch.setattr(ollama, 'chat', lambda **given: {})", CHAT),
    lines(...head, 'def test_a(mocker):', "    mocker.patch('ollama.chat')", CHAT),
    lines('import requests, responses', '', '@responses.activate', 'def test_a():', "    requests.get('http://localhost:11434')"),
    lines('import httpx', 'import respx', '', 'def test_a():', "    httpx.get('http://localhost:11434')"),
    lines('import httpx', '', 'def test_a(httpx_mock):', "    httpx.get('http://localhost:11434')"),
    lines('import httpx', '', 'def test_a():', "    httpx.Client(transport=httpx.MockTransport(answer)).get('http://localhost:11434')", "    client = httpx.Client(base_url='http://localhost:11434', transport=played)", "    client.get('/api')"),
    lines('import pytest, requests', '', '@pytest.mark.vcr', 'def test_a():', "    requests.get('http://localhost:11434')"),
    lines('import subprocess, requests', '', 'def test_a():', "    subprocess.Popen(['ollama', 'serve'])", "    requests.get('http://localhost:11434')"),
    lines('import litellm', '', 'def test_a():', "    litellm.completion(model='ollama/llama3', messages=[], mock_response='hi')"),
    // GPUs.
    gpu("    device = torch.device('cuda')", "    assert pick() == torch.device('cuda:0')", "    torch.zeros(3).to('cpu')"),
    gpu("    device = 'cuda' if torch.cuda.is_available() else 'cpu'", '    torch.zeros(3).to(device)'),
    gpu("    if torch.cuda.is_available():", '        torch.zeros(3).cuda()'),
    gpu('    assert torch.cuda.is_available() in (True, False)'),
    lines('import torch', 'from flash_attn import flash_attn_func', '', 'def test_a():', "    flash_attn_func(torch.zeros(3, device='cuda'))"),
    lines('import torch', 'from unittest.mock import MagicMock', '', 'def test_a():', '    model = MagicMock()', '    model.cuda()', "    model.to('cuda')"),
    // Models.
    lines('from transformers import AutoModel, AutoProcessor', '', 'def test_a():', "    AutoModel.from_pretrained('bert-base-uncased')", "    AutoProcessor.from_pretrained('vidore/colsmol-500m')"),
    lines('from colpali_engine.models import ColPali', 'from unittest.mock import patch', '', "@patch('colpali_engine.models.ColPali.from_pretrained')", 'def test_a(load):', "    ColPali.from_pretrained('vidore/colpali-v1.2')"),
    lines('def test_a(loader):', "    loader.from_pretrained('vidore/colpali-v1.2')"),
  ],
  invalid: [
    {
      code: lines(...head, 'def test_a():', CHAT),
      errors: [
        {
          messageId: 'ungated',
          line: 4,
          column: 1,
          endColumn: 11,
          data: {
            test: 'Test "test_a"',
            capability: 'ollama',
            what: 'ollama.chat() asks the Ollama server',
            where: 'in line 5',
            remedy: 'Mark it with `@pytest.mark.requires_ollama`',
          },
          suggestions: [
            {
              messageId: 'addMarker',
              data: { marker: 'requires_ollama' },
              output: lines(...head, '@pytest.mark.requires_ollama', 'def test_a():', CHAT),
            },
          ],
        },
      ],
    },
    {
      code: lines('import ollama', '', '', 'class TestA:', '    @staticmethod', '    async def test_a():', "        await ollama.AsyncClient().chat(model='llama3')"),
      errors: [
        {
          messageId: 'ungated',
          line: 6,
          suggestions: [
            {
              messageId: 'addMarker',
              output: lines('import ollama', 'import pytest', '', '', 'class TestA:', '    @staticmethod', '    @pytest.mark.requires_ollama', '    async def test_a():', "        await ollama.AsyncClient().chat(model='llama3')"),
            },
          ],
        },
      ],
    },
  ],
};

/** Code with one test that is reported, and what its message says. */
const reported: readonly (readonly [about: string, code: string, message: RegExp])[] = [
  ['a mark that is none for it', chat('@pytest.mark.slow'), /ollama/],
  ['a mark for something else', chat('@pytest.mark.requires_gpu'), /requires_ollama/],
  ['requires() of something else', chat("@pytest.mark.requires('gpu')"), /requires_ollama/],
  ['a condition on the platform', chat("@pytest.mark.skipif(sys.platform == 'win32', reason='a')").replace('import ollama', 'import ollama, sys'), /ollama/],
  ['a neutral decorator', chat('import functools', '', '@functools.lru_cache'), /ollama/],
  ['a patch of the environment', lines(...head, 'def test_a(monkeypatch):', "    monkeypatch.setenv('A', 'b')", "    monkeypatch.setitem(os.environ, 'A', 'b')", CHAT).replace('import ollama', 'import ollama, os'), /ollama/],
  ['a package that is there or not', lines('import ollama, pytest', '', 'def test_a():', "    pytest.importorskip('numpy')", CHAT), /ollama/],
  ['an error that is raised again', lines(...head, 'def test_a():', '    try:', `    ${CHAT}`, '    except Exception as error:', '        raise AssertionError("no server") from error'), /line 6/],
  ['a helper', lines(...head, 'def ask():', `    return ${CHAT.trim()}`, '', 'def test_a():', '    assert ask()'), /line 5/],
  ['a method', lines('import ollama', '', 'class TestA:', '    def ask(self):', `    ${CHAT}`, '    def test_a(self):', '        self.ask()'), /line 5/],
  ['a fixture', lines(...head, '@pytest.fixture', 'def models():', '    return ollama.list()', '', 'def test_a(models):', '    assert models'), /ollama\.list\(\) asks the Ollama server in line 6/],
  ['a client of a fixture', lines(...head, '@pytest.fixture', 'def client():', "    client = ollama.Client(host='http://localhost:11434')", '    yield client', '', 'def test_a(client):', '    assert client.list()'), /Client\(\)\.list\(\) asks localhost:11434/],
  ['what sets a class up', lines('import ollama, unittest', '', 'class TestA(unittest.TestCase):', '    @classmethod', '    def setUpClass(cls):', "        cls.models = ollama.list()", '    def test_a(self):', '        assert self.models'), /line 6/],
  ['requests', lines('import requests', '', "BASE = 'http://localhost:11434'", '', 'def test_a():', "    assert requests.get(f'{BASE}/api/tags').ok"), /requests\.get\(\) asks localhost:11434/],
  ['an address of the environment', lines('import os, requests', '', "BASE = os.environ.get('OLLAMA_HOST', 'http://127.0.0.1:11434')", '', 'def test_a():', "    assert requests.post(BASE + '/api/chat', json={}).ok"), /asks 127\.0\.0\.1:11434/],
  ['httpx in a block', lines('import httpx', '', 'async def test_a():', "    async with httpx.AsyncClient() as client:", "        await client.get('http://localhost:11434/api/tags')"), /localhost:11434/],
  ['httpx by its base', lines('import httpx', '', 'def test_a():', "    with httpx.Client(base_url='http://localhost:11434') as client:", "        client.get('/api/tags')"), /localhost:11434/],
  ['aiohttp', lines('import aiohttp', '', 'async def test_a():', '    async with aiohttp.ClientSession() as session:', "        async with session.get('http://localhost:11434/api/tags') as answer:", '            assert answer.ok'), /localhost:11434/],
  ['urllib', lines('import urllib.request', '', 'def test_a():', "    urllib.request.urlopen('http://localhost:11434')"), /urlopen/],
  ['a socket', lines('import socket', '', 'def test_a():', "    socket.create_connection(('localhost', 11434))"), /connects to localhost:11434/],
  ['litellm', lines('import litellm', '', 'def test_a():', "    litellm.completion(model='ollama_chat/llama3', messages=[])"), /run "ollama_chat\/llama3"/],
  ['dspy', lines('import dspy', '', 'def test_a():', "    lm = dspy.LM('ollama/llama3')", "    assert lm('hi')"), /ollama\/llama3/],
  ['a module of dspy', lines('import dspy', '', 'def test_a():', "    dspy.configure(lm=dspy.LM('ollama_chat/llama3'))", "    qa = dspy.ChainOfThought('question -> answer')", "    assert qa(question='hi').answer"), /dspy\.ChainOfThought\(\)\(\) has the Ollama server run/],
  ['dspy at an address', lines('import dspy', '', 'def test_a():', "    lm = dspy.LM('openai/llama3', api_base='http://localhost:11434/v1')", "    assert lm('hi')"), /localhost:11434/],
  ['openai at an address', lines('from openai import OpenAI', '', 'def test_a():', "    client = OpenAI(base_url='http://localhost:11434/v1', api_key='a')", '    client.chat.completions.create(model="a", messages=[])'), /chat\.completions\.create/],
  ['LangChain', lines('from langchain_ollama import ChatOllama', '', 'def test_a():', "    llm = ChatOllama(model='llama3')", "    assert llm.invoke('hi')"), /invoke/],
  ['a chain of LangChain', lines('from langchain_ollama import ChatOllama', 'from product import prompt', '', 'def test_a():', "    chain = prompt | ChatOllama(model='llama3') | str", "    assert chain.invoke('hi')"), /invoke/],
  ['a model that is called', lines('from langchain_community.llms import Ollama', '', 'def test_a():', "    llm = Ollama(model='phi')", "    assert llm('hi')"), /ollama/i],
  ['ColPali', lines('from colpali_engine.models import ColPali', '', 'def test_a():', "    ColPali.from_pretrained('vidore/colpali-v1.2')"), /requires_colpali/],
  ['ColPali by a cache', lines('def test_a(get_or_load_model):', "    get_or_load_model('vidore/colsmol-500m', load)"), /requires_colpali/],
  ['.cuda()', gpu('    torch.zeros(3).cuda()'), /needs a GPU.*requires_gpu/],
  ['.to(device)', gpu("    device = torch.device('cuda:0')", '    make().to(device)'), /requires_gpu/],
  ['a tensor that is made there', gpu("    torch.zeros(3, device='cuda')"), /torch\.zeros\(\) puts something on a CUDA device/],
  ['torch.cuda itself', gpu('    torch.cuda.synchronize()'), /requires_gpu/],
];

testPythonRule('require-capability-marker', requireCapabilityMarker, cases);
testPrefilter(mayHoldPythonTest, cases);

describe('what needs a capability', () => {
  it.each(reported)('%s', (_, code, message) => {
    const found = pythonMessages(requireCapabilityMarker, { code });
    expect(found.map((each) => each.message)).toEqual([expect.stringMatching(message)]);
  });
});

describe('in a project', () => {
  const file = 'tests/test_a.py';
  function messages({ [file]: code, ...others }: Files): readonly string[] {
    const root = makeProject({ ...others, [file]: code });
    return pythonMessages(requireCapabilityMarker, { code, filename: `${root}/${file}` }).map(({ message }) => message);
  }
  const test = lines('import ollama', 'import pytest', '', '@pytest.mark.integration', 'def test_a():', CHAT);

  it('knows the services and models of the policy', () => {
    const files = {
      'cogniverse.config.json': { capabilities: { vespa: { url: 'tcp://localhost:19071' }, minilm: { model: '*/all-MiniLM-*' } } },
      'tests/test_a.py': lines('import requests', 'from sentence_transformers import SentenceTransformer', '', 'def test_a():', "    requests.get('http://127.0.0.1:19071/state')", "    SentenceTransformer('sentence-transformers/all-MiniLM-L6-v2')"),
    };
    expect(messages(files)).toEqual([expect.stringContaining('requires_vespa'), expect.stringContaining('requires_minilm')]);
  });

  it.each([
    ['vector-db.local', 'requires_vector_db_local'],
    ['vector store', 'requires("vector store")'],
  ])('names the marker that the set-up registers for a capability, or its text: %s', (name, marker) => {
    const files = {
      'cogniverse.config.json': { capabilities: { [name]: { url: 'tcp://localhost:6333' } } },
      'tests/test_a.py': lines('import requests', '', 'def test_a():', "    requests.get('http://localhost:6333/state')"),
    };
    expect(messages(files)).toEqual([expect.stringContaining(`@pytest.mark.${marker}\``)]);
  });

  const services = {
    vespa: { url: 'http://localhost:8080' },
    redis: { url: 'tcp://localhost:6379' },
    vectors: { url: 'http://localhost:6333' },
    search: { url: 'http://localhost:9200' },
  };
  it.each([
    ["Vespa(url='http://localhost', port=8080).query({})", 'vespa'],
    ["Vespa('http://127.0.0.1:8080/').feed_data_point('schema', 'id', {})", 'vespa'],
    ["Vespa(url='http://localhost', port=8081).query({})", undefined],
    ["Vespa(url='http://localhost', port=free_port()).query({})", undefined],
    ["Vespa(url='https://vespa.example', port=8080).query({})", undefined],
    ["Vespa(url='http://localhost', port=8080)", undefined],
    ["redis.Redis(host='localhost', port=6379, db=1).ping()", 'redis'],
    ["redis.Redis('localhost', 6379).set('a', 'b')", 'redis'],
    ["redis.Redis(decode_responses=True).get('a')", 'redis'],
    ["redis.from_url('redis://localhost/0').get('a')", 'redis'],
    ["redis.Redis(port=6380).get('a')", undefined],
    ["redis.Redis(connection_pool=pool).get('a')", undefined],
    ["redis.Redis(host=server.host, port=6379).get('a')", undefined],
    ["QdrantClient(host='localhost').get_collections()", 'vectors'],
    ["QdrantClient(url='http://localhost:6333').get_collections()", 'vectors'],
    ["QdrantClient(':memory:').get_collections()", undefined],
    ["Elasticsearch('http://localhost:9200').indices.create(index='a')", 'search'],
  ])('knows who asks a service of the policy: %s', (call, capability) => {
    const imports = ['import redis', 'from elasticsearch import Elasticsearch', 'from qdrant_client import QdrantClient', 'from vespa.application import Vespa', ''];
    const code = lines(...imports, 'def test_a():', `    assert ${call}`);
    const found = messages({ 'cogniverse.config.json': { capabilities: services }, 'tests/test_a.py': code });
    expect(found).toEqual(capability === undefined ? [] : [expect.stringContaining(`requires_${capability}`)]);
  });

  it.each([
    ['addopts leave it out', { 'pytest.ini': '[pytest]\naddopts = -m "not integration"\n' }, 0],
    ['addopts choose others', { 'pytest.ini': '[pytest]\naddopts = -m unit\n' }, 0],
    ['addopts leave others out', { 'pytest.ini': '[pytest]\naddopts = -m "not (slow or gpu)"\n' }, 1],
    ['addopts ignore it', { 'pytest.ini': '[pytest]\naddopts = --ignore=tests/\n' }, 0],
    ['testpaths leave it out', { 'pytest.ini': '[pytest]\ntestpaths = unit\n' }, 0],
    ['testpaths hold it', { 'pytest.ini': '[pytest]\ntestpaths = tests\n' }, 1],
    ['the marker says what it needs', { 'pytest.ini': '[pytest]\nmarkers =\n    integration: needs a running server\n' }, 0],
    ['the marker says nothing of it', { 'pytest.ini': '[pytest]\nmarkers =\n    integration: several parts together\n' }, 1],
    ['the policy says what the marker needs', { 'cogniverse.config.json': { markers: { integration: 'requires Ollama' } } }, 0],
    ['a conftest skips', { 'conftest.py': 'import pytest\ndef pytest_runtest_setup(item):\n    pytest.skip("no")\n' }, 0],
    ['a conftest marks', { 'conftest.py': 'import pytest\ndef pytest_collection_modifyitems(items):\n    for item in items:\n        item.add_marker(pytest.mark.skip)\n' }, 0],
    ['a conftest marks what has the mark', { 'conftest.py': 'import pytest\ndef pytest_collection_modifyitems(items):\n    for item in items:\n        if "integration" in item.keywords:\n            item.add_marker(pytest.mark.skip)\n' }, 0],
    ['a conftest marks others', { 'conftest.py': 'import pytest\ndef pytest_collection_modifyitems(items):\n    for item in items:\n        if "gpu" in item.keywords:\n            item.add_marker(pytest.mark.skip)\n' }, 1],
    ['a conftest sets a timeout', { 'conftest.py': 'import pytest\ndef pytest_collection_modifyitems(items):\n    for item in items:\n        item.add_marker(pytest.mark.timeout(5))\n' }, 1],
    ['a conftest leaves files out', { 'tests/conftest.py': 'collect_ignore = ["test_a.py"]\n' }, 0],
    ['a fixture of a conftest skips', { 'tests/conftest.py': 'import pytest\n@pytest.fixture(autouse=True)\ndef server():\n    pytest.skip("no")\n' }, 0],
    ['a fixture of a plugin skips', { 'conftest.py': 'pytest_plugins = ["tests.plugin"]\n', 'tests/plugin.py': 'import pytest\n@pytest.fixture(autouse=True)\ndef server():\n    pytest.skip("no")\n' }, 0],
  ])('%s', (_, files, count) => {
    expect(messages({ ...files, 'tests/test_a.py': test })).toHaveLength(count);
  });

  it('follows fixtures and functions of other files', () => {
    const files = {
      'tests/conftest.py': lines('import ollama, pytest', '', '@pytest.fixture(scope="session")', 'def client():', '    yield ollama.Client()'),
      'tests/helpers.py': lines('import ollama', '', 'def ask():', CHAT),
      'tests/test_a.py': lines('from helpers import ask', '', 'def test_a(client):', '    client.list()', '', 'def test_b():', '    ask()'),
    };
    expect(messages(files)).toEqual([
      expect.stringMatching(/Test "test_a" needs ollama: ollama\.Client\(\)\.list\(\) asks the Ollama server in line 4\./),
      expect.stringMatching(/Test "test_b" .* in line 4 of helpers\.py\./),
    ]);
  });
});
