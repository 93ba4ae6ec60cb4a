/**
 * The named exports that a builtin has in every version of Node.js from 20 to 25: importing any other name
 * would keep
 * a file from loading in some of them. Modules whose exports nobody takes one by one are left out.
 */
const EXPORTS: Readonly<Record<string, string>> = {
  assert: `
    AssertionError deepEqual deepStrictEqual doesNotMatch doesNotReject doesNotThrow equal fail ifError match
    notDeepEqual notDeepStrictEqual notEqual notStrictEqual ok rejects strict strictEqual throws`,
  async_hooks: `
    AsyncLocalStorage AsyncResource asyncWrapProviders createHook executionAsyncId executionAsyncResource
    triggerAsyncId`,
  buffer: `
    Blob Buffer File INSPECT_MAX_BYTES atob btoa constants isAscii isUtf8 kMaxLength kStringMaxLength
    resolveObjectURL transcode`,
  child_process: 'ChildProcess exec execFile execFileSync execSync fork spawn spawnSync',
  crypto: `
    Certificate Cipheriv Decipheriv DiffieHellman DiffieHellmanGroup ECDH Hash Hmac KeyObject Sign Verify
    X509Certificate checkPrime checkPrimeSync constants createCipheriv createDecipheriv createDiffieHellman
    createDiffieHellmanGroup createECDH createHash createHmac createPrivateKey createPublicKey createSecretKey
    createSign createVerify diffieHellman generateKey generateKeyPair generateKeyPairSync generateKeySync
    generatePrime generatePrimeSync getCipherInfo getCiphers getCurves getDiffieHellman getFips getHashes
    getRandomValues hash hkdf hkdfSync pbkdf2 pbkdf2Sync privateDecrypt privateEncrypt publicDecrypt
    publicEncrypt randomBytes randomFill randomFillSync randomInt randomUUID scrypt scryptSync secureHeapUsed
    setEngine setFips sign subtle timingSafeEqual verify webcrypto`,
  dgram: 'Socket createSocket',
  diagnostics_channel: 'Channel channel hasSubscribers subscribe tracingChannel unsubscribe',
  dns: `
    ADDRCONFIG ADDRGETNETWORKPARAMS ALL BADFAMILY BADFLAGS BADHINTS BADNAME BADQUERY BADRESP BADSTR CANCELLED
    CONNREFUSED DESTRUCTION EOF FILE FORMERR LOADIPHLPAPI NODATA NOMEM NONAME NOTFOUND NOTIMP NOTINITIALIZED
    REFUSED Resolver SERVFAIL TIMEOUT V4MAPPED getDefaultResultOrder getServers lookup lookupService promises
    resolve resolve4 resolve6 resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr
    resolveSoa resolveSrv resolveTxt reverse setDefaultResultOrder setServers`,
  'dns/promises': `
    ADDRGETNETWORKPARAMS BADFAMILY BADFLAGS BADHINTS BADNAME BADQUERY BADRESP BADSTR CANCELLED CONNREFUSED
    DESTRUCTION EOF FILE FORMERR LOADIPHLPAPI NODATA NOMEM NONAME NOTFOUND NOTIMP NOTINITIALIZED REFUSED
    Resolver SERVFAIL TIMEOUT getDefaultResultOrder getServers lookup lookupService resolve resolve4 resolve6
    resolveAny resolveCaa resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa resolveSrv
    resolveTxt reverse setDefaultResultOrder setServers`,
  events: `
    EventEmitter EventEmitterAsyncResource addAbortListener captureRejectionSymbol captureRejections
    defaultMaxListeners errorMonitor getEventListeners getMaxListeners init listenerCount on once
    setMaxListeners usingDomains`,
  fs: `
    Dir Dirent FileReadStream FileWriteStream ReadStream Stats WriteStream access accessSync appendFile
    appendFileSync chmod chmodSync chown chownSync close closeSync constants copyFile copyFileSync cp cpSync
    createReadStream createWriteStream exists existsSync fchmod fchmodSync fchown fchownSync fdatasync
    fdatasyncSync fstat fstatSync fsync fsyncSync ftruncate ftruncateSync futimes futimesSync lchmod
    lchmodSync lchown lchownSync link linkSync lstat lstatSync lutimes lutimesSync mkdir mkdirSync mkdtemp
    mkdtempSync open openAsBlob openSync opendir opendirSync promises read readFile readFileSync readSync
    readdir readdirSync readlink readlinkSync readv readvSync realpath realpathSync rename renameSync rm
    rmSync rmdir rmdirSync stat statSync statfs statfsSync symlink symlinkSync truncate truncateSync unlink
    unlinkSync unwatchFile utimes utimesSync watch watchFile write writeFile writeFileSync writeSync writev
    writevSync`,
  'fs/promises': `
    access appendFile chmod chown constants copyFile cp lchmod lchown link lstat lutimes mkdir mkdtemp open
    opendir readFile readdir readlink realpath rename rm rmdir stat statfs symlink truncate unlink utimes
    watch writeFile`,
  http: `
    Agent ClientRequest IncomingMessage METHODS OutgoingMessage STATUS_CODES Server ServerResponse
    createServer get globalAgent maxHeaderSize request setMaxIdleHTTPParsers validateHeaderName
    validateHeaderValue`,
  http2: `
    Http2ServerRequest Http2ServerResponse connect constants createSecureServer createServer
    getDefaultSettings getPackedSettings getUnpackedSettings performServerHandshake sensitiveHeaders`,
  https: 'Agent Server createServer get globalAgent request',
  module: `
    Module SourceMap builtinModules createRequire findSourceMap globalPaths isBuiltin register runMain
    syncBuiltinESMExports`,
  net: `
    BlockList Server Socket SocketAddress Stream connect createConnection createServer
    getDefaultAutoSelectFamily getDefaultAutoSelectFamilyAttemptTimeout isIP isIPv4 isIPv6
    setDefaultAutoSelectFamily setDefaultAutoSelectFamilyAttemptTimeout`,
  'node:test': 'after afterEach before beforeEach describe it mock only run skip suite test todo',
  os: `
    EOL arch availableParallelism constants cpus devNull endianness freemem getPriority homedir hostname
    loadavg machine networkInterfaces platform release setPriority tmpdir totalmem type uptime userInfo
    version`,
  path: `
    basename delimiter dirname extname format isAbsolute join matchesGlob normalize parse posix relative
    resolve sep toNamespacedPath win32`,
  perf_hooks: `
    Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver
    PerformanceObserverEntryList PerformanceResourceTiming constants createHistogram monitorEventLoopDelay
    performance`,
  querystring: 'decode encode escape parse stringify unescape unescapeBuffer',
  readline: `
    Interface clearLine clearScreenDown createInterface cursorTo emitKeypressEvents moveCursor promises`,
  'readline/promises': 'Interface Readline createInterface',
  stream: `
    Duplex PassThrough Readable Stream Transform Writable addAbortSignal compose destroy duplexPair finished
    getDefaultHighWaterMark isDestroyed isDisturbed isErrored isReadable isWritable pipeline promises
    setDefaultHighWaterMark`,
  'stream/consumers': 'arrayBuffer blob buffer json text',
  'stream/promises': 'finished pipeline',
  'stream/web': `
    ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy DecompressionStream
    ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
    ReadableStreamDefaultController ReadableStreamDefaultReader TextDecoderStream TextEncoderStream
    TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController
    WritableStreamDefaultWriter`,
  string_decoder: 'StringDecoder',
  timers: 'clearImmediate clearInterval clearTimeout promises setImmediate setInterval setTimeout',
  'timers/promises': 'scheduler setImmediate setInterval setTimeout',
  tls: `
    CLIENT_RENEG_LIMIT CLIENT_RENEG_WINDOW DEFAULT_CIPHERS DEFAULT_ECDH_CURVE DEFAULT_MAX_VERSION
    DEFAULT_MIN_VERSION SecureContext Server TLSSocket checkServerIdentity connect convertALPNProtocols
    createSecureContext createServer getCiphers rootCertificates`,
  tty: 'ReadStream WriteStream isatty',
  url: `
    URL URLSearchParams Url domainToASCII domainToUnicode fileURLToPath format parse pathToFileURL resolve
    resolveObject urlToHttpOptions`,
  util: `
    MIMEParams MIMEType TextDecoder TextEncoder aborted callbackify debug debuglog deprecate format
    formatWithOptions getSystemErrorMap getSystemErrorName inherits inspect isArray isDeepStrictEqual
    parseArgs parseEnv promisify stripVTControlCharacters styleText toUSVString transferableAbortController
    transferableAbortSignal types`,
  'util/types': `
    isAnyArrayBuffer isArgumentsObject isArrayBuffer isArrayBufferView isAsyncFunction isBigInt64Array
    isBigIntObject isBigUint64Array isBooleanObject isBoxedPrimitive isCryptoKey isDataView isDate isExternal
    isFloat32Array isFloat64Array isGeneratorFunction isGeneratorObject isInt16Array isInt32Array isInt8Array
    isKeyObject isMap isMapIterator isModuleNamespaceObject isNativeError isNumberObject isPromise isProxy
    isRegExp isSet isSetIterator isSharedArrayBuffer isStringObject isSymbolObject isTypedArray isUint16Array
    isUint32Array isUint8Array isUint8ClampedArray isWeakMap isWeakSet`,
  v8: `
    DefaultDeserializer DefaultSerializer Deserializer GCProfiler Serializer cachedDataVersionTag deserialize
    getHeapCodeStatistics getHeapSnapshot getHeapSpaceStatistics getHeapStatistics promiseHooks queryObjects
    serialize setFlagsFromString setHeapSnapshotNearHeapLimit startupSnapshot stopCoverage takeCoverage
    writeHeapSnapshot`,
  vm: `
    Script compileFunction constants createContext createScript isContext measureMemory runInContext
    runInNewContext runInThisContext`,
  worker_threads: `
    BroadcastChannel MessageChannel MessagePort SHARE_ENV Worker getEnvironmentData isMainThread
    markAsUntransferable moveMessagePortToContext parentPort postMessageToThread receiveMessageOnPort
    resourceLimits setEnvironmentData threadId workerData`,
  zlib: `
    BrotliCompress BrotliDecompress Deflate DeflateRaw Gunzip Gzip Inflate InflateRaw Unzip brotliCompress
    brotliCompressSync brotliDecompress brotliDecompressSync codes constants crc32 createBrotliCompress
    createBrotliDecompress createDeflate createDeflateRaw createGunzip createGzip createInflate
    createInflateRaw createUnzip deflate deflateRaw deflateRawSync deflateSync gunzip gunzipSync gzip gzipSync
    inflate inflateRaw inflateRawSync inflateSync unzip unzipSync`,
};

/** Submodules that export what another module does. */
const SAME_EXPORTS: Readonly<Record<string, string>> = {
  'assert/strict': 'assert',
  'path/posix': 'path',
  'path/win32': 'path',
};

const known = new Map<string, ReadonlySet<string>>();

/** The named exports of a builtin that are sure to be there; empty for a module that is not known. */
export function exportsOf(key: string): ReadonlySet<string> {
  let names = known.get(key);
  if (!names) {
    const listed = EXPORTS[SAME_EXPORTS[key] ?? key] ?? '';
    names = new Set(listed.split(/\s+/).filter(Boolean));
    known.set(key, names);
  }
  return names;
}

/** Whether a builtin is sure to export all of some names. */
export function hasExports(key: string, names: readonly string[]): boolean {
  const exported = exportsOf(key);
  return names.every((name) => exported.has(name));
}
