import type { Py } from '@cogniverse/eslint-python';

import { isMock } from '../../models/python/mocks.ts';
import { keywordOf } from '../../resolve/python/calls.ts';
import { originsOf } from '../../resolve/python/origin.ts';
import type { PythonSource } from '../../resolve/python/source.ts';
import { GPU, type Need } from '../capabilities.ts';
import type { Meanings } from './meanings.ts';

/** Libraries that make something on the device that they are told. */
const LIBRARIES =
  /^(?:torch|torchvision|torchaudio|transformers|sentence_transformers|diffusers|colpali_engine|peft|whisper)\./;
/** Functions of `torch.cuda` that fail where there is no device. */
const NEEDS_DEVICE =
  /^torch\.cuda\.(?:current_device|get_device_(?:name|properties|capability)|mem_get_info|set_device|synchronize)$/;
const DEVICE = /^cuda(?::\d+)?$/;
/** What a device is told by, where something is made on it. */
const KEYWORDS = ['device', 'device_map'];

type Found = Pick<Need<Py.Call>, 'capability' | 'what'>;

/** What a call puts on a CUDA device for certain: `.cuda()`, `.to("cuda")`, `torch.zeros(3, device="cuda")`. */
export function needsAccelerator(call: Py.Call, source: PythonSource, meanings: Meanings): Found | undefined {
  const { func, args } = call;
  const paths = originsOf(func, source).map(({ path }) => path);
  const failing = paths.find((path) => NEEDS_DEVICE.test(path));
  if (failing !== undefined) return found(`${failing}()`);
  const isMethod = func.nodeType === 'Attribute' && !isMock(func.value, source);
  if (isMethod && func.attr === 'cuda' && !paths.includes('torch.cuda')) return found('.cuda()');
  if (isMethod && func.attr === 'to') {
    const device = keywordOf(call, 'device') ?? args[0];
    return device && isDevice(device, source, meanings) ? found('.to()', 'on') : undefined;
  }
  const maker = paths.find((path) => LIBRARIES.test(path) && path !== 'torch.device');
  if (maker === undefined) return undefined;
  const isGiven = KEYWORDS.some((keyword) => {
    const device = keywordOf(call, keyword);
    return device !== undefined && isDevice(device, source, meanings);
  });
  return isGiven ? found(`${maker}()`, 'on') : undefined;
}

function found(label: string, how: 'on' | 'needs' = 'needs'): Found {
  return {
    capability: GPU,
    what: how === 'on' ? `${label} puts something on a CUDA device` : `${label} needs a CUDA device`,
  };
}

/** Whether an expression is a CUDA device whatever happens: `"cuda:0"`, `torch.device("cuda")`. */
function isDevice(node: Py.expr, source: PythonSource, meanings: Meanings): boolean {
  const text = meanings.textOf(node, source);
  if (text) return text.isWhole && DEVICE.test(text.text);
  const made = meanings.madeBy(node, source);
  if (!made || !originsOf(made.node.func, made.source).some(({ path }) => path === 'torch.device'))
    return false;
  const [kind] = made.node.args;
  const device = kind && meanings.textOf(kind, made.source);
  return device !== undefined && device.isWhole && DEVICE.test(device.text);
}

/** Packages that are nothing without a GPU, and mostly can't even be imported. */
const GPU_ONLY = new Set([
  'apex',
  'causal_conv1d',
  'cudf',
  'cuml',
  'cupy',
  'flash_attn',
  'mamba_ssm',
  'pycuda',
  'pynvml',
  'tensorrt',
  'tensorrt_llm',
  'triton',
]);

/** Whether a module imports a package at its top that is nothing without a GPU: it is run where there is one. */
export function needsGpuToLoad({ ast }: PythonSource): boolean {
  return ast.body.some((statement) => {
    if (statement.nodeType === 'Import') return statement.names.some(({ name }) => GPU_ONLY.has(topOf(name)));
    return statement.nodeType === 'ImportFrom' && GPU_ONLY.has(topOf(statement.module ?? ''));
  });
}

function topOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}
