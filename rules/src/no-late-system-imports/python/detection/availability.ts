/** The minor versions of Python 3 that a thing is in: from `since`, up to but without `until`. */
interface Versions {
  readonly since?: number;
  readonly until?: number;
}

/** How sure it is that a module, or a name of one, is there. */
export interface Availability extends Versions {
  /**
   * `always`: on every platform and in every build; `usually`: a build without it is rare; `sometimes`: other
   * platforms, or many builds, have none.
   */
  readonly presence: 'always' | 'usually' | 'sometimes';
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Modules of some platforms, and of builds that found what they need; by their names or those of their packages. */
const SOMETIMES = words(`
  fcntl grp pwd spwd termios tty pty resource syslog posix nis crypt readline rlcompleter curses msvcrt winreg
  winsound msilib nt ossaudiodev tkinter turtle turtledemo idlelib dbm.gnu dbm.ndbm dbm.sqlite3 ensurepip
  compression.zstd concurrent.interpreters test asyncio.windows_events asyncio.windows_utils
  asyncio.unix_events multiprocessing.popen_fork multiprocessing.popen_spawn_posix
  multiprocessing.popen_spawn_win32 multiprocessing.popen_forkserver this antigravity`);
const USUALLY = words('sqlite3 ssl zlib bz2 lzma ctypes gzip venv pydoc_data multiprocessing.shared_memory');

const MODULE_VERSIONS: ReadonlyMap<string, Versions> = new Map([
  ...since(9, 'graphlib zoneinfo'),
  ...since(
    11,
    'tomllib importlib.resources.abc wsgiref.types asyncio.taskgroups asyncio.timeouts asyncio.mixins',
  ),
  ...since(14, 'annotationlib compression string.templatelib concurrent.interpreters pathlib.types'),
  ...until(8, 'macpath'),
  ...until(9, 'dummy_threading _dummy_thread'),
  ...until(10, 'formatter parser symbol'),
  ...until(11, 'binhex'),
  ...until(12, 'asynchat asyncore distutils imp smtpd'),
  ...until(
    13,
    `aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd
     sunau telnetlib typing.io typing.re uu xdrlib`,
  ),
]);

/** Names that came, or went, with a version. Those before 3.9 are everywhere now. */
const NAME_VERSIONS: ReadonlyMap<string, Versions> = new Map([
  ...names('asyncio', since(9, 'to_thread PidfdChildWatcher ThreadedChildWatcher')),
  ...names('asyncio', since(11, 'Barrier BrokenBarrierError Runner TaskGroup Timeout timeout timeout_at')),
  ...names('asyncio', since(12, 'create_eager_task_factory current_task_eager eager_task_factory')),
  ...names('asyncio', since(13, 'EventLoop QueueShutDown')),
  ...names('asyncio', until(11, 'coroutine')),
  ...names(
    'asyncio',
    until(14, 'AbstractChildWatcher FastChildWatcher MultiLoopChildWatcher SafeChildWatcher'),
  ),
  ...names('ast', until(14, 'Bytes Ellipsis NameConstant Num Str')),
  ...names('base64', until(9, 'decodestring encodestring')),
  ...names('calendar', since(12, 'Day Month')),
  ...names(
    'collections',
    until(
      10,
      `AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable Collection Container Coroutine
       Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence
       MutableSet Reversible Sequence Set Sized ValuesView`,
    ),
  ),
  ...names('collections.abc', [...since(12, 'Buffer'), ...until(14, 'ByteString')]),
  ...names('concurrent.futures', since(14, 'InterpreterPoolExecutor')),
  ...names('contextlib', since(10, 'AsyncContextDecorator aclosing')),
  ...names('contextlib', since(11, 'chdir')),
  ...names('copy', since(13, 'replace')),
  ...names('dataclasses', since(10, 'KW_ONLY')),
  ...names('datetime', since(11, 'UTC')),
  ...names(
    'enum',
    since(11, 'CONTINUOUS CONFORM EJECT EnumCheck EnumType FlagBoundary KEEP NAMED_FLAGS ReprEnum STRICT'),
  ),
  ...names('enum', since(11, 'StrEnum UNIQUE global_enum member nonmember property verify show_flag_values')),
  ...names('enum', since(13, 'EnumDict')),
  ...names('fractions', until(9, 'gcd')),
  ...names('functools', [...since(9, 'cache'), ...since(14, 'Placeholder')]),
  ...names('hashlib', since(11, 'file_digest')),
  ...names('importlib.metadata', since(10, 'packages_distributions')),
  ...names('importlib.resources', [...since(9, 'as_file files'), ...since(12, 'Anchor')]),
  ...names('inspect', [...since(10, 'get_annotations'), ...since(11, 'getmembers_static')]),
  ...names('inspect', [
    ...since(12, 'BufferFlags markcoroutinefunction'),
    ...until(11, 'formatargspec getargspec'),
  ]),
  ...names('io', [...since(10, 'text_encoding'), ...since(14, 'Reader Writer')]),
  ...names('itertools', [...since(10, 'pairwise'), ...since(12, 'batched')]),
  ...names('logging', since(11, 'getLevelNamesMapping')),
  ...names('logging', since(12, 'getHandlerByName getHandlerNames')),
  ...names('math', [
    ...since(9, 'lcm nextafter ulp'),
    ...since(11, 'cbrt exp2'),
    ...since(12, 'sumprod'),
    ...since(13, 'fma'),
  ]),
  ...names('operator', [...since(11, 'call'), ...since(14, 'is_none is_not_none')]),
  ...names('os', since(9, 'pidfd_open waitstatus_to_exitcode')),
  ...names('os', since(13, 'process_cpu_count')),
  ...names('pathlib', since(13, 'UnsupportedOperation')),
  ...names('pickle', since(8, 'PickleBuffer')),
  ...names('queue', since(13, 'ShutDown')),
  ...names('random', since(9, 'randbytes')),
  ...names('statistics', since(10, 'correlation covariance linear_regression')),
  ...names('statistics', since(13, 'kde kde_random')),
  ...names('string', since(14, 'templatelib')),
  ...names('sys', since(11, 'exception')),
  ...names('threading', [
    ...since(10, 'getprofile gettrace'),
    ...since(12, 'setprofile_all_threads settrace_all_threads'),
  ]),
  ...names('time', until(8, 'clock')),
  ...names('types', since(9, 'GenericAlias')),
  ...names('types', since(10, 'EllipsisType NoneType NotImplementedType UnionType')),
  ...names('types', [...since(12, 'get_original_bases'), ...since(13, 'CapsuleType')]),
  ...names('typing', since(9, 'Annotated')),
  ...names(
    'typing',
    since(10, 'Concatenate ParamSpec ParamSpecArgs ParamSpecKwargs TypeAlias TypeGuard is_typeddict'),
  ),
  ...names(
    'typing',
    since(11, 'LiteralString Never NotRequired Required Self TypeVarTuple Unpack assert_never assert_type'),
  ),
  ...names('typing', since(11, 'clear_overloads dataclass_transform get_overloads reveal_type')),
  ...names('typing', since(12, 'TypeAliasType override')),
  ...names('typing', since(13, 'NoDefault ReadOnly TypeIs get_protocol_members is_protocol')),
  ...names('typing', since(14, 'evaluate_forward_ref')),
  ...names('typing', until(14, 'ByteString')),
  ...names('unittest', [
    ...since(11, 'enterModuleContext'),
    ...until(13, 'findTestCases getTestCaseNames makeSuite'),
  ]),
  ...names('unittest.mock', since(13, 'ThreadingMock')),
  ...names('uuid', since(14, 'uuid6 uuid7 uuid8 MAX NIL')),
  ...names('warnings', since(13, 'deprecated')),
]);

/** Names that only some platforms have, by their module. */
const PLATFORM_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'os',
    words(`
      add_dll_directory chflags chown chroot confstr ctermid eventfd fchdir fchmod fchown fork forkpty
      getegid geteuid getgid getgrouplist getgroups getloadavg getpgid getpgrp getpriority getrandom getresgid
      getresuid getsid getuid getxattr initgroups killpg lchflags lchmod lchown listxattr lockf major makedev
      memfd_create minor mkfifo mknod nice openpty pathconf pidfd_open pipe2 plock posix_fadvise posix_fallocate
      posix_spawn posix_spawnp pread preadv pwrite pwritev readv register_at_fork removexattr
      sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler
      sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler sched_yield sendfile setegid
      seteuid setgid setgroups setns setpgid setpriority setregid setresgid setresuid setreuid setsid setuid
      setxattr spawnvp spawnvpe splice startfile statvfs sync sysconf tcgetpgrp tcsetpgrp timerfd_create ttyname
      uname unshare wait wait3 wait4 waitid writev O_BINARY O_DIRECT O_NOFOLLOW O_NONBLOCK`),
  ],
  ['asyncio', words('ProactorEventLoop WindowsProactorEventLoopPolicy WindowsSelectorEventLoopPolicy')],
  ['ctypes', words('OleDLL WINFUNCTYPE WinDLL WinError oledll windll')],
  ['mmap', words('MADV_DONTNEED MAP_ANONYMOUS MAP_PRIVATE MAP_SHARED PROT_EXEC PROT_READ PROT_WRITE')],
  ['select', words('devpoll epoll kevent kqueue poll')],
  ['selectors', words('DevpollSelector EpollSelector KqueueSelector PollSelector')],
  [
    'signal',
    words(`
      CTRL_BREAK_EVENT CTRL_C_EVENT ITIMER_PROF ITIMER_REAL ITIMER_VIRTUAL SIGALRM SIGBREAK SIGBUS SIGCHLD SIGCONT
      SIGHUP SIGIO SIGKILL SIGPIPE SIGPROF SIGQUIT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM
      SIGWINCH alarm getitimer pause pidfd_send_signal pthread_kill pthread_sigmask setitimer siginterrupt
      sigpending sigtimedwait sigwait sigwaitinfo`),
  ],
  [
    'socket',
    words(
      'AF_BLUETOOTH AF_CAN AF_NETLINK AF_PACKET AF_UNIX AF_VSOCK CMSG_LEN SO_REUSEPORT fromshare send_fds',
    ),
  ],
  [
    'socketserver',
    words('ForkingMixIn ForkingTCPServer ForkingUDPServer UnixDatagramServer UnixStreamServer'),
  ],
  [
    'subprocess',
    words(
      'CREATE_NEW_CONSOLE CREATE_NEW_PROCESS_GROUP CREATE_NO_WINDOW DETACHED_PROCESS STARTF_USESHOWWINDOW STARTUPINFO',
    ),
  ],
  ['sys', words('getandroidapilevel getwindowsversion set_int_max_str_digits setdlopenflags winver')],
  ['threading', words('get_native_id pthread_getcpuclockid')],
  ['time', words('clock_getres clock_gettime clock_settime pthread_getcpuclockid tzset')],
]);

function since(version: number, list: string): [string, Versions][] {
  return [...words(list)].map((name) => [name, { since: version }]);
}

function until(version: number, list: string): [string, Versions][] {
  return [...words(list)].map((name) => [name, { until: version }]);
}

function names(module: string, versions: readonly [string, Versions][]): [string, Versions][] {
  return versions.map(([name, version]) => [`${module}.${name}`, version]);
}

/**
 * Where a module of the standard library is there, or a name that is taken out of it.
 *
 * @param module - With dots: `os`, `importlib.metadata`.
 * @param name - What `from module import name` takes.
 */
export function availabilityOf(module: string, name?: string): Availability {
  const path = name === undefined ? module : `${module}.${name}`;
  const packages = [path, ...packagesOf(path)];
  const versions = packages.flatMap((each) => MODULE_VERSIONS.get(each) ?? [])[0] ?? NAME_VERSIONS.get(path);
  const isOfPlatform = name !== undefined && PLATFORM_NAMES.get(module)?.has(name) === true;
  const isSometimes = isOfPlatform || packages.some((each) => SOMETIMES.has(each)) || isInternal(module);
  const presence = isSometimes
    ? 'sometimes'
    : packages.some((each) => USUALLY.has(each))
      ? 'usually'
      : 'always';
  return { ...versions, presence };
}

/** `a.b` and `a` for `a.b.c`. */
function packagesOf(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, -1 - index).join('.'));
}

/** CPython may rename or drop these, and other implementations have none. */
function isInternal(module: string): boolean {
  return module.startsWith('_') && module !== '_thread';
}

/** Whether it is missing somewhere in Python 3.8 and later, so that code has a reason to ask for it. */
export function mayBeAbsent({ presence, since: first = 8, until: end }: Availability): boolean {
  return presence !== 'always' || first > 8 || end !== undefined;
}

/**
 * Whether a file that imports it at its top would fail to load on a Python that its project means to support.
 *
 * @param oldest - The minor version of the oldest one.
 */
export function failsToLoad(
  { presence, since: first = 8, until: end }: Availability,
  oldest: number,
): boolean {
  return presence === 'sometimes' || first > oldest || end !== undefined;
}
