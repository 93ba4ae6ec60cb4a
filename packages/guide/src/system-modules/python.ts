import type { SystemModuleSet } from './module-set.ts';

/** A top-level module of Python's standard library. */
export interface PythonModule {
  readonly name: string;
  /** The smallest set that holds the module. */
  readonly set: SystemModuleSet;
  /** What the module reaches, and so why it is in its set. */
  readonly reason: string;
}

interface Group {
  readonly set: SystemModuleSet;
  readonly reason: string;
  /** Names with spaces between. */
  readonly names: string;
}

/**
 * Every module of Python 3.8 to 3.14, on any platform; the ones that were removed on the way included.
 */
const groups: readonly Group[] = [
  { set: 'core', reason: 'the interpreter: modules, path, arguments, exit', names: 'sys' },
  { set: 'core', reason: 'the process, its environment and files', names: 'os' },

  { set: 'system', reason: 'the operating system under os', names: 'nt posix errno stat _stat' },
  {
    set: 'system',
    reason: 'paths and files',
    names: `
      pathlib posixpath ntpath genericpath macpath nturl2path shutil tempfile glob fnmatch filecmp
      fileinput linecache fcntl mmap`,
  },
  {
    set: 'system',
    reason: 'other processes',
    names:
      'subprocess multiprocessing signal pty pipes _posixsubprocess _multiprocessing _posixshmem _signal',
  },
  {
    set: 'system',
    reason: 'threads and interpreters',
    names: `
      threading concurrent queue _thread _threading_local _queue dummy_threading _dummy_thread
      _interpreters _interpchannels _interpqueues`,
  },
  {
    set: 'system',
    reason: 'sockets and event loops',
    names:
      'socket socketserver select selectors ssl asyncio asyncore asynchat _socket _ssl _asyncio _overlapped',
  },
  {
    set: 'system',
    reason: 'the machine, its users and its limits',
    names:
      'platform pwd grp spwd crypt nis getpass resource syslog sysconfig site _crypt _sysconfig _scproxy',
  },
  {
    set: 'system',
    reason: 'the terminal',
    names: `
      curses readline rlcompleter termios tty _curses _curses_panel _colorize _pyrepl`,
  },
  {
    set: 'system',
    reason: 'the module loader',
    names:
      'importlib imp pkgutil runpy zipimport modulefinder _imp _frozen_importlib _frozen_importlib_external',
  },
  {
    set: 'system',
    reason: 'the life of the process',
    names: 'atexit faulthandler gc tracemalloc _tracemalloc builtins',
  },
  { set: 'system', reason: 'native code', names: 'ctypes _ctypes' },
  { set: 'system', reason: 'Windows', names: 'msvcrt winreg winsound msilib _winapi _msi _wmi' },
  { set: 'system', reason: 'one platform', names: 'ossaudiodev _osx_support _aix_support _bootsubprocess' },
  { set: 'system', reason: 'one platform', names: '_android_support _ios_support _apple_support' },

  {
    set: 'stdlib',
    reason: 'language services',
    names: `
      __future__ abc annotationlib ast bdb cProfile code codeop compileall dis doctest inspect
      keyword lib2to3 opcode parser pdb profile pstats py_compile pyclbr pydoc pydoc_data symbol
      symtable tabnanny this timeit token tokenize trace traceback types typing unittest venv
      warnings antigravity distutils ensurepip idlelib zipapp`,
  },
  {
    set: 'stdlib',
    reason: 'data types and algorithms',
    names: `
      array bisect calendar collections contextlib contextvars copy copyreg dataclasses datetime
      enum functools graphlib heapq itertools operator reprlib sched time weakref zoneinfo`,
  },
  {
    set: 'stdlib',
    reason: 'numbers',
    names: 'cmath decimal fractions math numbers random secrets statistics',
  },
  {
    set: 'stdlib',
    reason: 'text and bytes',
    names: `
      base64 binascii binhex codecs difflib encodings formatter gettext io locale pprint quopri re
      sre_compile sre_constants sre_parse string stringprep struct textwrap unicodedata uu`,
  },
  {
    set: 'stdlib',
    reason: 'data formats',
    names: `
      aifc audioop chunk colorsys configparser csv dbm email html imghdr json mailbox mailcap
      marshal mimetypes netrc pickle pickletools plistlib pyexpat shelve sndhdr sqlite3 sunau
      tomllib wave xdrlib xml`,
  },
  {
    set: 'stdlib',
    reason: 'compression and digests',
    names: 'bz2 compression gzip hashlib hmac lzma tarfile zipfile zlib',
  },
  {
    set: 'stdlib',
    reason: 'network protocols',
    names: `
      cgi cgitb ftplib http imaplib ipaddress nntplib poplib smtpd smtplib telnetlib urllib uuid
      webbrowser wsgiref xmlrpc`,
  },
  {
    set: 'stdlib',
    reason: 'programs',
    names: 'argparse cmd getopt logging optparse shlex tkinter turtle turtledemo',
  },
  {
    set: 'stdlib',
    reason: 'internals of the standard library',
    names: `
      _abc _ast _ast_unparse _bisect _blake2 _bootlocale _bz2 _codecs _codecs_cn _codecs_hk
      _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc
      _compat_pickle _compression _contextvars _csv _datetime _dbm _decimal _elementtree
      _functools _gdbm _hashlib _heapq _hmac _io _json _locale _lsprof _lzma _markupbase _md5
      _multibytecodec _opcode _opcode_metadata _operator _pickle _py_abc _py_warnings _pydatetime
      _pydecimal _pyio _pylong _random _remote_debugging _sha1 _sha2 _sha256 _sha3 _sha512
      _sitebuiltins _sqlite3 _sre _statistics _string _strptime _struct _suggestions _symtable
      _tkinter _tokenize _types _typing _uuid _warnings _weakref _weakrefset _zoneinfo _zstd`,
  },
];

/** The standard library of Python 3.8 to 3.14. */
export const pythonStandardLibrary: readonly PythonModule[] = groups.flatMap(({ set, reason, names }) =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => ({ name, set, reason })),
);

const modulesByName: ReadonlyMap<string, PythonModule> = new Map(
  pythonStandardLibrary.map((module) => [module.name, module]),
);

/**
 * Looks up the module of the standard library that an import names.
 *
 * @param name - Dotted name, of which the first part counts: `os.path` is in `os`. A relative name has no
 *   first part.
 */
export function pythonModule(name: string): PythonModule | undefined {
  const [topLevel] = name.split('.', 1);
  return topLevel === undefined ? undefined : modulesByName.get(topLevel);
}
