/* eslint-disable max-lines -- A table. */
// Computed from the words in public source code and documentation; not written by hand.

/**
 * By two letters (a to z, then the boundary of a word; 27 rows of 27): how many bits the second
 * costs behind the first, times six, as a character from `(` on.
 */
export const pairs: string =
  'GB?AKLGXDVM<D=^FR<@:KLSQN[A;CDG=GRS>KU:OSAORCCO?WVYKY:;MFK<MP=D^ACMT8QRDI>GRZ^Qd=AKJC7JSU;' +
  'Z[ISTCRNHEPHSSWPc2CMA=HGMXQ`ZDG=TJO:<BWLRFRb7?GED>;SX8^^BON>O[CFHDZYYLa9DTMO8SKD@a[FNDBP[A' +
  'BKFWW\\TX27RQK6SWU<_TLLR;SZDLCF[T^N_7BI@DEGD`Y`VAC4>ITG?>]HbPdJG9CJK9JLRAQEPNO=MOO<L?RPSRZ:' +
  '>RLK5OJL=ZSGOIHNSM>JJWN_O\\4=SOE7QRW8cT=UT<PVSEFGRV\\A_:7GQM6UY\\<_SKFS=;\\TDNEY\\\\Qe<@SA>>I:XB' +
  ']MNSLBP`U>:KMYbS_9LJ@BRKKZL\\MBA7FBf:CCAGEUZ`C:ULN9QTICfQ?PU=C^:D@FXW]Lm<?FDNBKPTIMTKHNXS=E' +
  'GP5LUSKN5<RII5PKZ<dNJHJ>O\\FABIPV`Jf9FVFR;UTD>ePKQTFFXQA9CYR[K`3>VJP8PZA9g^JQUBMa>BGIYUWG\\7' +
  'EAEJBIHWDaW>A8PA\\==<WY[U\\\\D9LIL2KQQ;[YMHNDGVMDLNSOWZZ<9RLL=PS@;bWKSA>MZ?ANPXNRXW7CH@G?FTPA' +
  '_ZMJSL;WLE9RFSENZ6FOERGSRZG`[IEBJ=\\MAFQUQ[VS.<LJK1PPK>WUJPUDSOQKOLRKMKF9>C=ABCGIBRODBEG@SA' +
  '<BFJIMVVx'

/** Words that stand in code and documentation often, of three letters and more. */
export const wordList: string =
  'aaa aaaa aab aac aad aaf aarch abandoned abbrev abbreviated abbreviation abc abcd abcde ab' +
  'cdef abd abe abed abf abi ability able abort aborted aborting about above abs absence abse' +
  'nt absolute absolutely abspath abstract abstraction abstractmethod acb acc accent accept a' +
  'cceptable acceptance accepted accepting accepts access accessed accesses accessibility acc' +
  'essible accessing accesskey accessor accessors accident accidental accidentally accommodat' +
  'e according accordingly account acct accumulate accumulated accuracy accurate accurately a' +
  'cd ace achieve achieved acknowledge acorn acquire acquired across act action actions activ' +
  'ate activated active activity acts actual actually acute acvp acvpinfo adam adapt adapted ' +
  'adapter adb add added addfd adding addition additional additionally additions addon addons' +
  ' addr address addressable addressed addresses addressing addrinfo addrlen addrs adds addus' +
  'er adinlen adj adjacent adjtime adjust adjusted adjusting adjustment adjustments adler adm' +
  'in admission advance advanced advancing advantage advertise advertised advice advisable ad' +
  'vised advisory aead aec aecdh aef aes aesccm aesgcm aff affect affected affecting affects ' +
  'affiliates affiliation afile aforementioned after afterwards again against age agent agent' +
  's aggregate aggressive aggressively ago agree agreed agreement ahead aint aix ajv aka akid' +
  ' alarm aleksey alen alert alg algid algnid algo algor algorithm algorithms algs alias alia' +
  'sed aliases aliasing alice align aligned alignment alignof alink alive all alloc allocate ' +
  'allocated allocates allocating allocation allocations allocator allocs allow allowed allow' +
  'ing allows almost alone along alongside alpha alphabet alphabetic alphabetical alphabetica' +
  'lly alphanumeric alpn already also alt alter altered alternate alternative alternatively a' +
  'lternatives although altogether always ambient ambiguity ambiguous amd among amount amount' +
  's amp ampersand analogous analysis analyze analyzed analyzer ancestor ancestors ancestry a' +
  'nchor anchored anchors ancient and andreas andrew android angle animation annotate annotat' +
  'ed annotation annotations announce announced annoying anon anonymous another ansi answer a' +
  'nswers anthony anti any anyconnect anyeku anymore anyone anything anyway anywhere aobj apa' +
  'che apart apath api apicontent apidoc apis apostrophe app apparently appdata appear appear' +
  'ance appeared appearing appears append appended appending appendix appends apple applicabl' +
  'e application applications applied applies apply applying appname approach approaches appr' +
  'opriate appropriately approve approved approximate approximately approximation apps apr ap' +
  'ril arabic arbitrarily arbitrary arborist arch architecture architectures archive archives' +
  ' archs are area areas aren arg argc argl argon argp argparse args argtype argtypes argumen' +
  't arguments argv aria ariagcm arial arising arithmetic arm armv around arr arrange array a' +
  'rraybuffer arrayref arrays arrive arrow article articles artifact artifacts artistic asac ' +
  'asan asc ascending ascii asciicrlf asid aside ask asked asking asks asm asn aspects assemb' +
  'le assembler assembly assert asserted assertion assertions asserts asset assets assign ass' +
  'ignable assigned assigner assigning assignment assignments assigns assist assisted associa' +
  'te associated associates assume assumed assumes assuming assumption assumptions ast asteri' +
  'sk astore asym asymmetric async asynchronous asynchronously asyncio asynciterable atan ata' +
  'v atexit atime atoi atom atomic atomically atomics atrtype atrule attach attached attaches' +
  ' attachment attack attacker attacks attempt attempted attempting attempts attention attr a' +
  'ttrib attribute attributes attrname attrs audio audit aug augment augmented auth authentic' +
  'ate authentication authenticator author authority authorization authorized authors auto au' +
  'tocomplete autoconf autoflush autogenerated autoload automated automatic automatically aut' +
  'omock autumn aux auxiliary avail availability available average avoid avoided avoiding avo' +
  'ids await awaitable awaited aware away baa babel back backed backend backends background b' +
  'acking backlog backoff backport backported backslash backslashes backspace backtick backtr' +
  'ace backtrack backtracking backup backward backwards bad badge badly bae bail balanced ban' +
  'd bang banner bar bare barrier barry base based basedomain baseline basename bases bash ba' +
  'sic basically basics basis bat batch bavail baz bbe bca bcons bcont bdist became because b' +
  'ecome becomes becoming been before began begin beginning begins behave behaves behavior be' +
  'haviors behaviour behaviours behind being believe bell belong belonging belongs below benc' +
  'h benchmark benchmarking benchmarks benefit benefits besides best beta better between bewa' +
  're beyond bgcolor bias bidi big bigger bigint bignum bin binaries binary bind binding bind' +
  'ings binds binmode bins bio bisect bit bitbucket bitmap bitmask bitname bits bitstring bit' +
  'wise black blah blake blame blank blanks bless blessed blindly blink blksize blob blobs bl' +
  'ock blocked blocking blockquote blocks blocksize blog blow blue bob bodies body bogus bold' +
  ' bom book bool boolean booleans boot bootstrap bootstrapping border boring boston both bot' +
  'her bottom bound boundaries boundary bounded bounds box bpo brace braces bracket brackets ' +
  'branch branches brand bread break breakage breaking breakpoint breakpoints breaks breve br' +
  'ian bridge brief briefly bright bring broadcast broke broken brotli brown browse browser b' +
  'rowsers bruce bucket buf buff buffer buffered buffering buffers bufio buflen bufsize bug b' +
  'ugfix bugfixes buggy bugs build buildcfg builder builders buildinfo building builds built ' +
  'builtin builtins bulk bullet bump bunch bundle bundled bundler bundles bundling burke busi' +
  'ness busy but button bwrite bypass bypasses byte bytearray bytecode byteorder bytes bzip c' +
  'aa cache cached caches caching calc calculate calculated calculates calculating calculatio' +
  'n calculations calendar call callable callback callbacks called callee caller callers call' +
  'ing calls callsite came camel camellia can cancel canceled cancellation cancelled candidat' +
  'e candidates cannot canonical canonicalize canonicalized canonize canvas cap capabilities ' +
  'capability capable capacity capital capitalize capitalized caps caption capture captured c' +
  'aptures capturing card care careful carefully cares caret caron carp carriage carried carr' +
  'ies carry carrying case cased cases casing cast casting cat catch catching catdir categori' +
  'es category catfile caught cause caused causes causing caution caveat caveats cca cdata cd' +
  'e ceb cedilla ceil ceiling cell cellpadding cells cellspacing cent center central cerr cer' +
  't certain certainly certfile certid certificate certificates certs certstatus certtemplate' +
  ' cessation cfa cflag cflags cgi cgo chacha chad chai chain chainable chained chainidx chai' +
  'ning chains chalk challenge chan chance change changed changelog changes changetype changi' +
  'ng channel channels chapter char character characters charge charmap chars charset chat ch' +
  'dir cheap check checkbox checked checker checking checkout checks checksum checksums cherr' +
  'y chflags child children chinese chklen chmod choice choices chomp choose chooses choosing' +
  ' chop chosen chown christian christophe chrome chromium chroot chtype chunk chunked chunks' +
  ' cidr ciph cipher cipherlist ciphers ciphersuite ciphersuites ciphertext circle circuit ci' +
  'rcular circumflex circumstances cisco city claim claims clamp clamped clang clarified clar' +
  'ify clarity clash class classes classic classmethod clause clauses clean cleaned cleaning ' +
  'cleanly cleans cleanse cleanup cleanups clear cleared clearer clearfix clearing clearly cl' +
  'ears cli click client clienthello clients clip clist clistlen clobber clobbered clobbering' +
  ' clock cloexec clone cloned clones cloning close closed closely closer closes closesocket ' +
  'closest closing closure closures cloud cluster cmac cmdline cmpall cmpdef coalesce coalesc' +
  'ing code codebase codec codecs coded codegen codepath codepaths codepoint codepoints codes' +
  ' codespeak coding coefficient coerce coerced coercion cofactor col collaborators collapse ' +
  'collapsed collect collected collecting collection collections collector collects collision' +
  ' collisions colon colons color colored colors cols colspan column columns com combination ' +
  'combinations combine combined combines combining come comes coming comm comma command comm' +
  'ands commas comment commented comments commercial commit commits committed committer commo' +
  'n commonjs commonly communicate communication communications community comp compact compar' +
  'able comparator comparators compare compared compares comparing comparison comparisons com' +
  'pat compatibility compatible compfunc compilation compile compiled compiler compilers comp' +
  'iles compiling complain complaining complement complementof complementofall complete compl' +
  'eted completely completeness completes completing completion completions complex complexit' +
  'y compliance compliant complicated comply component components compose composed composite ' +
  'compound comprehensive compress compressed compressing compression compromise computation ' +
  'computations compute computed computer computes computing concat concatenate concatenated ' +
  'concatenating concatenation concept concerns concise conclude concrete concurrency concurr' +
  'ent concurrently cond condition conditional conditionally conditions conduct conf confess ' +
  'config configs configurable configuration configurations configure configured configures c' +
  'onfiguring confirm confirmation confirmed conflict conflicted conflicting conflicts confor' +
  'm confuse confused confusing confusion conjunction conn connect connected connecting conne' +
  'ction connections connector connects conns cons consecutive consequences consequent conseq' +
  'uential consequently conservative consider consideration considerations considered conside' +
  'ring considers consist consistency consistent consistently consisting consists consolas co' +
  'nsole const constant constants constituents constrained constraint constraints construct c' +
  'onstructed constructing construction constructor constructors constructs consult consume c' +
  'onsumed consumer consumers consumes consuming consumption cont contact contain contained c' +
  'ontainer containers containing containment contains content contents context contextlib co' +
  'ntextmanager contexts contextual contiguous continuation continue continued continues cont' +
  'inuing continuous contract contrast contrib contribs contribute contributed contributing c' +
  'ontribution contributions contributor contributors control controlled controllen controlle' +
  'r controlling controls conv convenience convenient convention conventions conversion conve' +
  'rsions convert converted converter converting converts cooked cookie cookies coordinate co' +
  'ordinates cope copied copies copy copyfunc copying copyright copysign core corepack cores ' +
  'corner coro coroutine corporation correct corrected correctly correctness correspond corre' +
  'sponding corresponds corrupt corrupted corruption cost costly costs could couldn count cou' +
  'nted counter counterpart counterparts counters counting counts couple courier course cover' +
  ' coverage covered covers cpan cperl cplusplus cpsuri cpu cpus cpython crash crashes crashi' +
  'ng creat create created creates creating creation creator creators credential credentials ' +
  'credit credits crit criteria critic critical crlfeol croak crock cross cruft crypt crypto ' +
  'cryptoerr cryptographic cryptopro cstring cterr ctime ctlog ctor ctype ctypes cur curdir c' +
  'url curly curr currency current currentcolor currently cursor curve curves custom customiz' +
  'ation customize customized cut cutoff cve cyan cycle cycles cyclic cygwin cyrillic daemon ' +
  'dagger damage damages dane danetest dangerous dangerously dangling daniel dark darwin dash' +
  ' dashes data database datagram datalen datatracker date dates datetime david day days dca ' +
  'dde deactivate dead deadline deadlock deal dealing dealings deals dealt deb debian debounc' +
  'e debug debugger debugging dec december decide decided decides deciding decimal decipher d' +
  'ecision decisions decl declaration declarations declarator declare declared declares decla' +
  'ring decls decode decoded decoder decodes decoding decompress decompressed decompression d' +
  'ecorate decorated decoration decorator decorators decrease decreasing decrement decrypt de' +
  'crypted decrypting decryption dedent dedicated dedupe deemed deep deepcopy deeper deeply d' +
  'ef default defaultdict defaulted defaulting defaults defer deferred deferring define defin' +
  'ed defines defining definitely definition definitions deflate defs deg degree del delay de' +
  'layed delegate delete deleted deletes deleting deletion delfd deliberately delim delimited' +
  ' delimiter delimiters delitem delivered delivery delta deltas demand demo demonstrate demo' +
  'nstrates demos denied deno denote denotes deny dep depend depended dependencies dependency' +
  ' dependent depending depends deployment deprecate deprecated deprecatedin deprecating depr' +
  'ecation deprecations deps depth deque dequeue der deref dereference derivation derive deri' +
  'ved des desc descendant descending describe described describes describing description des' +
  'criptions descriptive descriptor descriptors deserialize design designed desirable desired' +
  ' desktop despite dest destination destroy destroyed destruction destructor destructuring d' +
  'etach detached detail detailed details detect detected detecting detection detector detect' +
  's determine determined determines determining deterministic dev devel develop developed de' +
  'veloper developers development devhelp device devices devnull devtools dfa dgram dhepsk dh' +
  'kem dhparam dhpkey diaeresis diag diagnose diagnosed diagnostic diagnostics dial dialects ' +
  'dialog dict dictionaries dictionary dicts did didn die died dies diff differ difference di' +
  'fferences different differentiate differently differs difficult diffs difftool digest dige' +
  'sted digests digit digital digits dim dir direct directed direction directive directives d' +
  'irectly directories directory dirent dirfd dirn dirname dirs dirty disable disabled disabl' +
  'es disabling disallow disallowed disallows disambiguate disc discard discarded discarding ' +
  'discards disclaimed disclaimer disclaimers disclaims disconnect disconnected discouraged d' +
  'iscover discovered discovery discriminant discriminator discuss discussed discussion disju' +
  'nction disk dispatch dispatched dispatcher dispatches dispatching display displayed displa' +
  'ying displays disposable dispose disposed disposition dist distance distinct distinction d' +
  'istinguish distinguished distinguishing distpoint distribute distributed distribution dist' +
  'ributions distro distutils ditto div divide divided division divisor divmod dlen dlopen do' +
  'all doallfunc doc docbook docs docstring docstrings doctest doctype document documentation' +
  ' documented documents does doesn doesnt doing dollar dom domain domains domination don don' +
  'e dont dontneed dos dot dots dotted double doubt down downgrade downgraded download downlo' +
  'aded downloading downloads downstream dpname draft dragon dragonfly drain drained draw dri' +
  've driven driver drop dropped dropping drops dry dsa dso dsse dual ducet due dumb dummy du' +
  'mp dumper dumping dumps dup duped dupf duplex duplicate duplicated duplicates duplicating ' +
  'duplication duplicator duration durations during dwarf dword dylib dynamic dynamically eac' +
  'ces each ead eaddrinuse eaddrnotavail eafnosupport eagain eager eagerly earlier early ease' +
  ' easier easiest easily easy ebadf ebc ebcdic ebd ebusy ecd ecdh ecdhe ecdhepsk ecdsa echil' +
  'd echo echoing ecma ecmascript econnaborted econnrefused econnreset ecosystem ecparam edge' +
  ' edges edipartyname edit editable edited editing editor edits edwards eecdh eecfa eerr eex' +
  'ist efault effect effective effectively effects efficiency efficient efficiently effort eg' +
  'gs egid egress ehostunreach eight einprogress eintr einval eisdir either elapsed electron ' +
  'elem element elements elems elf elif eligible eliminate eliminated ellipsis elliptic eloop' +
  ' else elsewhere elsif emacs email embed embedded embedder embedding embeds emfile emit emi' +
  'ts emitted emitter emitting emoji empty emulate emulated emulation enable enabled enables ' +
  'enabling enametoolong enc encapsulates encipher encipherment enclosed enclosing encode enc' +
  'oded encoder encodes encoding encodings encounter encountered encountering encounters enco' +
  'urage encouraged encrypt encrypted encryption enctype end ended endian endianness endif en' +
  'ding endings endorse endpoint endpoints endregion ends endswith enetdown enetunreach enfil' +
  'e enforce enforced enforces enforcing engine engines english enhance enhanced enobufs enoe' +
  'nt enomem enoprotoopt enospc enosys enotconn enotdir enotempty enotsock enotsup enough enq' +
  'ueue enquiry ensure ensures ensuring enter entered entering entire entirely entities entit' +
  'y entries entropy entropylen entry enum enumerable enumerate enumerated enumerates enums e' +
  'nv envelope enveloped environ environment environments envs eof eol eopnotsupp eoverflow e' +
  'patents eperm ephemeral epipe epoch epoll epsilon equal equality equally equals equiv equi' +
  'valent equivalents erange erase eric erofs err errcode errmsg errno erroneously error erro' +
  'red errorf errors errs errstr esbuild esc escape escaped escapes escaping eslint eslintrc ' +
  'esm esnext especially espipe espree esrch essential essentially establish established esti' +
  'mate estimated estree etc etimedout etxtbsy euid euro eval evaluate evaluated evaluates ev' +
  'aluating evaluation evaluator even evenodd event events eventually ever every everyone eve' +
  'rything everywhere evil evp ewouldblock exact exactly examine example examples exc exceed ' +
  'exceeded exceeds except exception exceptions excess excessive exch exchange excl exclamati' +
  'on exclude excluded excludes excluding exclusion exclusions exclusive exclusively exdev ex' +
  'e exec executable executables execute executed executes executing execution executions exe' +
  'cutor execve exemplary exercise exhausted exhaustive exist existed existence existent exis' +
  'ting exists exit exitcode exited exiting exits exodist exp expand expanded expanding expan' +
  'ds expanduser expansion expansions expect expectation expectations expected expecting expe' +
  'cts expensive experience experiment experimental expiration expire expired expires explain' +
  ' explained explaining explanation explicit explicitly exponent exponential exponentiation ' +
  'export exported exporter exporting exports expose exposed exposes exposing expr express ex' +
  'pressed expression expressions exprs exptext exslt ext extend extended extending extends e' +
  'xtension extensions extent extern external externally extglob extlist extms extname extra ' +
  'extract extracted extracting extraction extracts extraneous extranet extras extremely exts' +
  ' fac faccessat face facet facilitate facility fact factor factors factory fad fail failed ' +
  'failing fails failure failures fairly fake fall fallback falling fallocate falls fallthrou' +
  'gh false falsy familiar families family fancy faq far fashion fast faster fastest fatal fa' +
  'talf fault favor favorite fbe fchdir fchmod fchmodat fchown fchownat fdatasync feature fea' +
  'tures feb fed fee feed feedback feeding feel feff fetch fetched fetches fetching few fewer' +
  ' fffacd ffii fflush ffree field fields fifo fifth figure figures file filehandle filehandl' +
  'es filelist filename filenames fileno fileoverview filepath files filespec filesystem file' +
  'systems filetype fill filled filling fills filter filtered filtering filters final finaliz' +
  'ation finalize finalized finalizer finally find finder finding finds fine fingerprint fini' +
  'sh finished finishes finishing finite fips fire fired firefox first fish fit fitness fits ' +
  'five fix fixable fixed fixer fixes fixing fixme fixtures fixup flag flagged flags flaky fl' +
  'at flatten flattened flavor flexible flight flip float floating floats flock floor flow fl' +
  'owinfo flowing flush flushed flusher flushes flushing fname fnmatch focus fold folded fold' +
  'er folders folding follow followed following follows font fonts foo foobar footer footprin' +
  't fopen for forbid forbidden force forced forces forcibly forcing foreach foreground forei' +
  'gn forever forget forgot fork forked forking forks form formal format formats formatted fo' +
  'rmatter formatters formatting formdata formed former formerly forms forth forward forwarde' +
  'd forwarding forwards found foundation four fourth fpathconf fprintf fprintln frac fractio' +
  'n fractional frag fragment fragments frame frames framework franklin fread free freebsd fr' +
  'eed freef freefunc freeing freely frees freeze freq frequency frequently fresh friendly fr' +
  'iends from fromlen front frontend frozen frozenset fset fsid fstat fstatat fstatfs fsync f' +
  'truncate fulfilled fulfills full fullname fullpath fully fun func funcname funcs function ' +
  'functional functionality functions functools fund funding funny furnished further furtherm' +
  'ore futimes future fuzz fwrite gain gained gamma garbage garypennington gate gated gateway' +
  ' gather gave gccgo gen gencodec general generalizedtime generally generate generated gener' +
  'ates generating generation generator generators generic generics gens geometry get getaddr' +
  'info getattr getc getcwd getdents getegid getenv geteuid getfd getframe getg getgid getgro' +
  'ups gethostbyname getitem getline getnameinfo getopt getpeername getpgid getpgrp getpid ge' +
  'tppid getpriority getpwuid getregentry getrlimit getrusage gets getservbyname getsid getso' +
  'ckname getsockopt getstate getter getters gettext gettime gettimeofday getting getuid getv' +
  'alue getwd gid gif gindex git gitattributes github gitignore gitk gitlab gitmodules gitweb' +
  ' give given gives giving glibc glist glistlen glob global globally globals globbing globs ' +
  'globstar glue gmail gmtime gnome gnu gnuc goal goarch gocache godebug godefs goes goexperi' +
  'ment gofmt going golang gold golden gomaxprocs gone good goods google googleapis goos gopa' +
  'th gopher goproxy goroot goroutine goroutines gosched gost got goto gotten governed govern' +
  'ing grab grabs graceful gracefully gradient graham grained grammar grant granted granulari' +
  'ty granum graph graphics graphs grave gray great greater greatest greatly greek green gree' +
  'ting grep grey grid group grouped grouping groups grow growing grows growth gtoc guarantee' +
  ' guaranteed guarantees guard guarded guards guess guest gui guidance guide guidelines guid' +
  'es guido gunzip gyp gypi gzip gzipped hack had half halt hand handful handle handled handl' +
  'er handlers handles handling handshake handy hang hanging hangs hangul hangup happen happe' +
  'ned happening happens happy hard hardcoded harder hardware harmless harness has hasattr ha' +
  'sh hashable hashbang hashed hashes hashfunc hashing hashlen hashlib hashref hasn hat hatch' +
  ' have haven having hdrlen head header headers heading heads heap hear heavily heavy hebrew' +
  ' height held hello help helper helpers helpful helps helvetica hence here hereby herebyfil' +
  'e heritage heuristic heuristics hex hexadecimal hexdigest hexstr hidden hide hiding hierar' +
  'chical hierarchy high higher highest highlight highlighting highlights highly hint hints h' +
  'istorical historically history hit hits hitting hmac hmacdrbg hoist hoisted hoisting hold ' +
  'holder holders holding holds home homepage honestly honor honored hood hook hooks hope hop' +
  'efully hops horizontal host hosted hostent hostflags hostname hostnames hosts hot hour hou' +
  'rs hover how however href hrtime hub huge human hunk hunks hunter hurt hybrid hyphen hypot' +
  'hetical iana ichunk icmp icon iconstructors iconv idea ideal ideally ideas idempotent iden' +
  't identical identically identifer identification identified identifier identifiers identif' +
  'ies identify identifying identity idle idlelib idlen idletasks ids idx ieee ietf iface ifb' +
  'lk ifchr ifdef ifdir iff ififo ifiles iflnk ifmt ifndef ifreg ifsock ifunctions ignorable ' +
  'ignore ignorecase ignored ignores ignoring iife ikme illegal illumos illustrates ilya imag' +
  ' image images imagine imap img immediate immediately imminent immutable imp impact impl im' +
  'plement implementation implementations implemented implementing implements implications im' +
  'plicit implicitly implied implies imply import importable important imported importer impo' +
  'rters importing importlib imports importscripts impossible improve improved improvement im' +
  'provements improves imul inactive iname inappropriate inc incidental include included incl' +
  'udes including inclusion inclusive incoming incompatible incomplete inconsistency inconsis' +
  'tent incorrect incorrectly increase increased increases increasing increment incremental i' +
  'ncrementally incremented incrementing increments indeed indefinite indefinitely indent ind' +
  'entation indented independent independently index indexed indexes indexing indicate indica' +
  'ted indicates indicating indication indicator indices indirect indirectly individual indiv' +
  'idually individuals inefficient inet inf infer inference inferred infile infinite infinity' +
  ' inflate info inform information informational informative infos infrastructure infringeme' +
  'nt inherently inherit inheritance inherited inheriting inherits inhibit init initial initi' +
  'alisation initialise initialised initialization initialize initialized initializer initial' +
  'izers initializes initializing initially initiate initiated inject injected injection inle' +
  'n inline inlined inlining inner innermost ino inode inotify input inputs ins insecure inse' +
  'nsitive insensitively insert inserted inserting insertion inserts inside insn inspect insp' +
  'ected inspecting inspection inspector inspired inst install installation installations ins' +
  'talled installer installing installs instance instanceof instances instantiate instantiate' +
  'd instantiating instantiation instead instruction instructions instructs instrumentation i' +
  'nsufficient int intact integer integers integral integrate integrated integration integrit' +
  'y intel intend intended intent intention intentional intentionally inter interact interact' +
  'ing interaction interactive intercept interceptor interceptors interest interested interes' +
  'ting interface interfaces interfere interior interleave intermediate internal internally i' +
  'nternals international internet interop interoperability interpolate interpolation interpr' +
  'et interpretation interpreted interpreter interpreting interprets interrupt interrupted in' +
  'terruption intersection interval intervals intl into intrinsic intro introduce introduced ' +
  'introduces introducing introduction introspection ints inv invalid invalidate invalidated ' +
  'invariant invariants inventory inverse invert inverted invisible invocation invocations in' +
  'voke invoked invokes invoking involve involved involves involving ioctl ios iota iovec iov' +
  'len ipaddress ipasc ipc ipproto iptr ipv irrelevant irusr irwxg irwxo isa isaac isaacs isa' +
  'bs isatty isdigit isdir isfile isgid isinstance isn iso isolate isolated isolation issetug' +
  'id issubclass issue issuecomment issued issuer issues issuing istanbul isuid isvtx isymbol' +
  's italic item items iter iterable iterables iterate iterated iterates iterating iteration ' +
  'iterations iterator iterators itertools itname itoa its itself ivlen iwusr ixusr james jan' +
  ' jane january japanese java javascript jest jitter job jobs john join joined joining joins' +
  ' jonathan josh jsdoc json jsonv july jump jumps june junk just justification justify kecca' +
  'k keep keepalive keeping keeps kept kernel kevent key keybits keyboard keyed keyfile keyfu' +
  'nc keyid keylen keylength keylog keyname keyof keys keysize keytype keyusage keyword keywo' +
  'rds kill killed killing kind kinds klass kludge kmac know knowledge known knows kqueue kus' +
  'age kwargs label labeled labels lack lacks lambda land lanes lang language languages larg ' +
  'large largely larger largest last lastpos late latency later latest latin lato latter laun' +
  'ch launched law layer layers layout lazily lazy lchown ldflags lead leading leads leaf lea' +
  'k leaked leaking leaks learn learned least leave leaves leaving leay left leftmost leftove' +
  'r legacy legal len length lengths less lesser let letmein lets letter letters letting leve' +
  'l levels lexer lexical lexically lhash liability liable lib libc libcrypt libctx liberatio' +
  'n libexslt libfuzzer libpath libraries library libs libssl libuv libxml libxslt libxslttut' +
  'orial licence license licensed licenses lies life lifecycle lifetime ligature light lightw' +
  'eight like likely likewise limit limitation limitations limited limiting limits line linea' +
  'r linebreak linebuffer lineno lines linesep linger link linkat linkcode linked linker link' +
  'ing linkname links lint linter linting linux list listdir listed listen listener listeners' +
  ' listening listing lists lit lite literal literally literals little live lives lname load ' +
  'loadable loaded loader loaders loading loads loc local locale locales localhost locality l' +
  'ocalized locally locals localtime locate located location locations locator lock locked lo' +
  'ckfile locking locks log logf logged logger logging logic logical logically logid login lo' +
  'go logobar logs lone long longer longest longs look lookahead looked looking looks lookup ' +
  'lookups loong loop loopback looping loops loose loosely lose losing loss lost lot lots lov' +
  'e low lower lowercase lowercased lowest lru lseek lstat lstrip lzma mac mach machine machi' +
  'nery machines maclen macos macosx macro macron macros made madv madvise magenta magic magi' +
  'cal magnitude mail mailinfo mailing mailmap mailto main mainloop mainly maint maintain mai' +
  'ntained maintainer maintainers maintaining maintains maintenance major majority make maked' +
  'irs makefile maker makes making malformed malicious malloc malloced man manage managed man' +
  'agement manager managers manages managing mandatory mangle mangled manifest manipulate man' +
  'ipulating manipulation manner manpage mantissa manual manually many map mapped mapper mapp' +
  'ing mappings maps marc march margin mark markdown marked marker markers marking marks mark' +
  'up marshal marshaler mask masked maskgenfunc masks master match matched matcher matchers m' +
  'atches matching material materials math mathematical matrix matt matter matters max maximu' +
  'm maxlen maxmem maxsize may maybe mcert mdebug mdlen mdnid mean meaning meaningful meaning' +
  'less meanings means meant meanwhile measure measured measurement measures mechanism mechan' +
  'isms media medium meet mem member members membership memcmp memcost memmove memo memoizati' +
  'on memoize memoized memory memoryview menlo mention mentioned menu merchantability merely ' +
  'merge merged merges mergetool merging mess message messages met meta metaclass metadata me' +
  'th method methods meths metric metrics micalg michael micro micromatch microsecond microse' +
  'conds microsoft microtask mid middle middlebox might migrate migration million millis mill' +
  'isecond milliseconds mime mimic min mind mingw minify minimal minimatch minimize minimum m' +
  'inipass minor minsize minus minute minutes mips mipsle mirror mirrors misbehaved misc misc' +
  'ellaneous misconception mishandled misleading mismatch mismatched mismatches miss missed m' +
  'isses missing misspelled mistake mistakenly mistakes misused mit mix mixed mixin mixing mk' +
  'dir mkdirat mkdtemp mkfifo mknod mknodat mkpath mksyscall mktables mlock mlockall mmap moc' +
  'k mocked mocker mocking mocks mod mode model models modern modes modification modification' +
  's modified modifier modifiers modifies modify modifying modname mods modular module module' +
  'name modules modulo modulus moment mon monday monitor monkey mono monorepo monospace monot' +
  'onic month months more most mostly mount move moved moves moving mozilla mprotect mreq msa' +
  'n msglen msie mspki mstring msync mtime mtu mtype much mul mult multi multiblock multibyte' +
  ' multicast multiline multipart multiple multiplication multiplier multiply multiprocessing' +
  ' munlock munlockall munmap musl must mutable mutate mutated mutating mutation mutex mutual' +
  'ly myers mysterious nagashima naive name named namedtuple namelen namely names namespace n' +
  'amespaced namespaces naming nan nano nanoid nanosecond nanoseconds nanosleep napi nargs na' +
  'rrow native natively natural naturally nature nav navigation navigator nbio nbytes nconf n' +
  'def ndelay near nearest nearly necessarily necessary need needed needing needs neg negate ' +
  'negated negates negation negative negligence negotiate negotiated negotiation neither nerr' +
  ' nest nested nesting net netbsd netloc netscape network never new newdirfd newer newest ne' +
  'wf newlen newline newlines newly newmask newpath news next nextprotoneg ngot nice nicely n' +
  'icer nicholas nick nid nil nine ninja nist nistp nlink noattr nobody nobrace nocase nocert' +
  's nochain nocrl noctty nodb node nodefault nodejs nodelay nodes noescape noext nofile nofo' +
  'llow noglobstar noinit noinline nointern noise nokia non nonblock nonce noncelen none none' +
  'gate nonempty nonexistent noninfringement nonlocal nonsense nonzero nooldmimetype noop nop' +
  ' noqa nor noreturn norm normal normalization normalize normalized normalizes normally norm' +
  'case normpath nosigs nosmimecap nosplit not notable notably notation note noted notes noth' +
  'ing notice noticed noticenos notices notification notifications notified notify november n' +
  'overify now nowrap npmcli nread nscert nsec nul null nullable nullish num numaddfds number' +
  ' numbered numbering numbers numdelfds numeric numerical numfds nums nval nwant nwrite oaep' +
  ' obj objabi object objects objsign oblique obscure observe observed observer obsolete obta' +
  'in obtained obtaining obvious obviously occasionally occupy occur occurred occurrence occu' +
  'rrences occurs ocsp oct octal octet octets october odd off offending offer offered offers ' +
  'official officially offline offset offsetof offsets oflag often ogonek oid oids okay old o' +
  'lder oldest oldmask oldpath olen omax omega omit omits omitted omitting once one oneline o' +
  'nerror ones oneshot ongoing online only onlyattr onlyca onlysomereasons onmessage onoff on' +
  'to oops opacity opaque opcode opcodes open openat openbsd opendir opened opener opening op' +
  'ens opensource openssl opensslconf opensslv oper operand operands operate operates operati' +
  'ng operation operations operator operators opportunity opposed opposite ops opt optimal op' +
  'timization optimizations optimize optimized option optional optionally options opts oracle' +
  ' orange ord order ordered ordering ordinal ordinary ored org organization organizations or' +
  'iented orig origin original originally originating origins orphan oss ossl ostime osx othe' +
  'r othername others otherwise ought our ours ourselves out outcome outdated outer outermost' +
  ' outfile outgoing outlen outline outlined outlive output outputs outputting outside outsta' +
  'nding over overall overflow overflows overhead overlap overlapped overlapping overlaps ove' +
  'rlay overload overloaded overloads overlong overly overridden override overrides overridin' +
  'g overrun overview overwrite overwrites overwriting overwritten own owned owner ownership ' +
  'owns owur pack package packaged packages packaging packed packet packets packfile packfile' +
  's packing packlen packs packument pacote pad padded padding padlock page pager pages pair ' +
  'paired pairs palg panel panic panics paper para paragraph parallel parallelism paralleliza' +
  'tion param parameter parameterised parameters paramnames params paren parens parent parent' +
  'heses parenthesis parenthesized parents parg pargc pargv parity parsable parse parseable p' +
  'arsed parser parsers parses parsing part partial partially particular particularly parties' +
  ' partition parts party partyuinfo partyvinfo pas pascal pass passed passes passing passive' +
  ' passlen passphrase passwd password past paste patch patched patches patching patents path' +
  ' pathconf pathe pathext pathlen pathlib pathname pathnames pathological paths pathsep path' +
  'spec pattern patterns paul pause paused payload pbe pbits pbmac pcabi pcert pclass pcounte' +
  'r pday pder pdig peak peek peer peername pem penc pending people pep per percent percentag' +
  'e perf perfect perfectly perform performance performant performed performing performs perh' +
  'aps period periodic periods perl perldoc perlfunc perls perm permanent permanently permiss' +
  'ion permissions permissive permit permits permitted perr perror persist persistent perslen' +
  ' person persons perspective pertaining peter pgen pgid phantom phase phases phrase physica' +
  'l physically pick picked picker picking pickle pickling picks picomatch picture pid piece ' +
  'pieces pilcrow pinfo ping pinned pip pipe piped pipeline pipelines pipes piping pivot pkey' +
  ' pktinfo place placed placeholder placeholders placement places placing plain plaintext pl' +
  'an planned plat platform platforms play please plen plist plug plugin plugins plural plus ' +
  'pname pnum pobox pod point pointed pointer pointers pointing pointless points policies pol' +
  'icy policyid policyinfo policyqualinfo poll polling poly polyfill polygon pool pools poor ' +
  'poorly pop popcnt popen popo popped pops popular populate populated populates porcelain po' +
  'rt portability portable ported portion portions ports pos position positional positioned p' +
  'ositions positive positives posix possibilities possibility possible possibly post postcss' +
  ' postfix postinstall posts potential potentially pound pow power powerful powers ppid ppro' +
  'f pqualid practical practice pragma pragmas pre pread preamble prec precede preceded prece' +
  'dence precedes preceding precert precise precisely precision precompiled precomputed pred ' +
  'predeclared predefined predicate predicates predictable prediction prefer preferable prefe' +
  'rence preferences preferred prefers prefix prefixed prefixes prefixing prefixlen preformat' +
  'ted prefs preinstall preload premaster premature prematurely prep preparation prepare prep' +
  'ared prepares preparing prepend prepended prepends preproc preprocess preprocessing prepro' +
  'cessor prerelease prereleases prereq prerequisite prerequisites presence present presentat' +
  'ion presented preserve preserved preserves preserving preset press pressed pressing presum' +
  'ably pretend prettier pretty prev prevent prevented preventing prevents preverify preview ' +
  'previous previously primarily primary prime primes primitive primitives print printable pr' +
  'intablestring printed printer printf printing println prints prio prior priorities priorit' +
  'ize priority priv private privatekey privilege privileges privinfo pro probably probe prob' +
  'lem problematic problems proc procedure proceed process processed processes processing pro' +
  'cessor processors procurement prod produce produced produces producing product production ' +
  'products prof profession profile profiler profiles profiling profits prog program programl' +
  'isting programmatically programmer programming programs progress progs prohibit prohibited' +
  ' project projects prologue promise promises promisify promote promoted prompt prompting pr' +
  'ompts prone proof prop propagate propagated propagation proper properly properties propert' +
  'y proposal proposed propq props prot protect protected protection protects proto protocol ' +
  'protocols protos prototype prototypes prov prove provide provided provider providers provi' +
  'des providing proxies proxy prune pruned psec pseudo psig ptag pthread ptrace ptype pub pu' +
  'binfo pubkey public publication publicly publish published publishing pubs pull pulled pun' +
  'ct punctuation punctuator punycode pure purego purely purpose purposes push pushed pushes ' +
  'pushing put putc puts putting pval pvalue pwrite pygments pypa pypi python qbits qtdis qua' +
  'dratic qualified qualifier qualifiers quality qualname quarter quarters quasi quasis queri' +
  'es query querystring question questions queue queued queues quic quick quickly quiet quit ' +
  'quite quot quota quotation quote quoted quotes quoting qux qwerty race races radius radix ' +
  'rainbar raise raised raises raising ran rand random randomly range ranges rank rapid rare ' +
  'rarely rate rather ratio raverified raw raws rbio rbrace rdev rdonly reach reachability re' +
  'achable reached reaches reaching react read readability readable readbuffer readbytes read' +
  'dir reader readers reading readline readlines readlink readlinkat readme readonly reads re' +
  'adv ready real realloc really realm realpath reap reason reasonable reasonably reasons reb' +
  'ase reboot rebuild rebuilt receipt receive received receiver receives receiving recent rec' +
  'ently recip recipient recipientinfo reclen recognise recognize recognized recognizes recom' +
  'mend recommendation recommended reconnect reconstruct record recorded recording records re' +
  'cover recoverable recovery recreate rect recurse recursion recursive recursively recv recv' +
  'from recvmmsg recvmsg red redact redefine redhat redirect redirected redirection redirecti' +
  'ons redirects redistribute redistribution redistributions redo redoable reduce reduced red' +
  'uces reducing reduction redundant reentrant ref refactor refactored refactoring refcount r' +
  'efentrytitle refer reference referenced references referencing referred referrer referring' +
  ' refers reflect reflected reflection reflects reflog refresh refs refuse refused refuses r' +
  'eg regard regarding regardless regenerate regex regexes regexp regexps region regions regi' +
  'ster registered registering registers registration registries registry regression regressi' +
  'ons regs regular rehash reify reinit reinterpret reject rejected rejecting rejection rejec' +
  'tions rejects rel related relating relation relationship relationships relative relatively' +
  ' relativename relax relaxed release released releases releasing relevant reliable reliably' +
  ' relied relies reload relocation relocations relpath rely relying rem remain remainder rem' +
  'aining remains remap remember remote remotes removal remove removed removes removing renam' +
  'e renameat renamed renames renaming render rendered rendering renders renegotiate renegoti' +
  'ation renegotiations renew renewed reorder reordering repack repair repeat repeated repeat' +
  'edly repeating repeats repl replace replaced replacement replacements replacer replaces re' +
  'placing replay reply repo report reported reporter reporters reporting reports repos repos' +
  'itories repository repr represent representable representation representations represented' +
  ' representing represents reproduce repudiation req reqs request requested requesting reque' +
  'sts require required requirement requirements requires requiring rerere rerun res research' +
  ' reseed reserve reserved reset resets resetting resistance resize resolution resolve resol' +
  'ved resolver resolvers resolves resolving resort resource resources resp respect respectiv' +
  'e respectively respond responds response responses responsibility responsible rest restart' +
  ' restarted restarting restore restored restores restrict restricted restriction restrictio' +
  'ns restype result resulted resulting results resumable resume resumed resumes resuming res' +
  'umption ret retain retained retains retired retract retried retries retrieval retrieve ret' +
  'rieved retrieves retrieving retry retrying return returncode returned returning returns re' +
  'tval reusable reuse reuseaddr reused reusing rev revents reverse reversed revert review re' +
  'vision revisions revocation revoke revoked rewind rewrite rewrites rewriting rewritten rfi' +
  'nd rflags rgid rich rid right rights ring ripemd riscv risk rlayer rlim rlimit rmdir rmtre' +
  'e robust role rollback rolldown rollup roman room root rooted roots rotate rotl rotr rough' +
  ' roughly round rounded rounding rounds roundtrip route routine routines routing row rows r' +
  'owspan rpoll rsa rsadsi rsapsk rsassa rsplit rstate rstrip rttvar rtype ruby ruid rule rul' +
  'es run rune runes runnable runner running runs runtime runtimes rusage rust rwflag safari ' +
  'safe safely safer safestack safety safi said sake salt saltlen same sample samples samplin' +
  'g san sandbox sane sanitize sanitizer sanity sans sass satisfied satisfies satisfy satisfy' +
  'ing save saved saves saving saw say saying says sburke scalar scalars scale scaled scan sc' +
  'anned scanner scanning scans scenario scenarios sched schedule scheduled scheduler schedul' +
  'ing schema schemas scheme schemes scope scoped scopes score scratch screen script scripted' +
  ' scripthost scripts scroll scrypt seal sean search searched searches searching sec second ' +
  'secondary seconds secop secret secs secsig sect section sections secure security see seed ' +
  'seeing seek seekable seeking seem seems seen sees segfault segfaulted segment segmentation' +
  ' segments segoe select selected selecting selection selector selectors selects self sell s' +
  'em semantic semantically semantics semaphore semi semicolon semicolons semver send sender ' +
  'sendfile sending sendmmsg sendmsg sends sendto sense sensible sensitive sensitivity sent s' +
  'entence sentinel sep separate separated separately separating separator separators seq seq' +
  'uence sequencer sequences sequential sequentially serial serializable serialization serial' +
  'ize serialized serializer serializes serializing series serif serious serr serv serve serv' +
  'ed server serverhello serverinfo serverinfov servername servers serves service services se' +
  'rving ses sess session sessions set setattr setdefault setegid setenv seteuid setgid setgr' +
  'oups setitem setitimer setlk setpgid setpriority setregid setresgid setresuid setreuid set' +
  'rlimit sets setsid setsockopt setstate setter setters settimeofday setting settings settle' +
  'd setuid setup setuptools seven several severity sha shadow shadowed shake shall shallow s' +
  'hape share shared shares sharing sharp shebang sheet shell shells shields shift shifted sh' +
  'ifts shim shims ship shipped shipping ships shlib shlibcrypto short shortcut shortcuts sho' +
  'rten shorter shortest shorthand shorthands shot should shouldn show showed showing shown s' +
  'hows shrink shrinkwrap shuffle shut shutdown shutil sibling siblings sid side sides siemen' +
  's sig sigabrt sigaction sigalg sigalgs sigalrm sigaltstack sigbus sigchld sigcont sigemt s' +
  'igfpe sighup sigill siginfo sigint sigio sigkill sigma sigmask sign signal signaled signal' +
  's signame signature signatures signcert signed signer signers significant significantly si' +
  'gnify signing signs signum sigpipe sigprocmask sigprof sigpwr sigquit sigsegv sigset sigst' +
  'op sigstore sigsys sigterm sigtrap sigtstp sigttin sigttou sigurg sigusr sigvtalrm sigwinc' +
  'h sigxcpu sigxfsz silence silent silently silly simd similar similarly simple simplefilter' +
  ' simpler simplest simplified simplifies simplify simply simulate simultaneously since sing' +
  'le singleton sink siphash site sites situation situations six sixty size sized sizeof size' +
  's skey skid skip skipf skipped skipping skips slash slashes sleep slen slice sliced slices' +
  ' slight slightly slist slistlen sloppy slot slots slow slower slurp small smaller smallest' +
  ' smart smime smimecap smith sname snap snapshot snapshots snippet snprintf sock sockaddr s' +
  'ocket socketpair sockets socklen socks socktype soft software solaris sole solely solid so' +
  'lidus solution solve some somehow someone something sometimes somewhat somewhere soon sorr' +
  'y sort sorted sorting sorts sound source sourceforge sourcemap sourcemaps sources space sp' +
  'aced spaces spacing spam span spans sparse spawn spawned spawning spawns speaking spec spe' +
  'cial specialized specially specials specific specifically specification specifications spe' +
  'cifics specified specifier specifiers specifies specify specifying specs speed spell spell' +
  'ed spelling spent spin spkac spki splice split splitdrive splitext splitlines splits split' +
  'ting spot spread spring sprint sprintf spurious sqlite square squash squelch ssa ssize ssl' +
  'eay sslerr sslref ssthresh stability stable stack stacklevel stackoverflow stacks stacktra' +
  'ce stage staged stale stamp stand standalone standard standards stands stapled star stars ' +
  'start started starting starts startswith startup stash stat state stated stateless stateme' +
  'nt statements states statfs static statically staticmethod statics statistics stats status' +
  ' stay stays stdarg stddef stderr stdin stdint stdio stdlib stdout step steps steve stick s' +
  'ticky still stime stname stop stopped stopping stops storage store stored stores storing s' +
  'traight strange strategies strategy strbuf strconv stream streaming streamreader streams s' +
  'treamwriter strength strerror stress strftime strict stricter strictly stride strikethroug' +
  'h string stringer stringified stringifier stringify strings strip stripped stripping strip' +
  's strlen stroke strong strongly struc struct structs structure structured structures stub ' +
  'stubs stuck studio stuff style styles stylesheet stylesheets stylistic sub subarray subcla' +
  'ss subclasses subclassing subcommand subcommands subdir subdirectories subdirectory subdom' +
  'ain subdomains subject subjectaltname subjects sublicense submatch submit submitted submit' +
  'ting submodule submodules subpath subprocess subprocesses subroutine subroutines subs subs' +
  'chema subscribe subscript subsequent subsequently subset subst substantial substitute subs' +
  'tituted substitution substitutions substr substring subsystem subtest subtests subtle subt' +
  'ract subtraction subtree subtrees subtype succeed succeeded succeeds success successful su' +
  'ccessfully successive successor such sufficient sufficiently suffix suffixes suggest sugge' +
  'sted suggestion suggestions suggests suitable suite suiteb suites sum summary summer sums ' +
  'sun sunos super superclass superproject superscript superseded superset supp supplied supp' +
  'ly supplying support supported supporting supports suppose supposed suppress suppressed su' +
  'ppresses sure surface surprising surrogate surrogateescape surrogates surrounding survive ' +
  'suspend suspended swap swapped swash switch switched switches switching swpat sxnet sxneti' +
  'd sym symbol symbolic symbols symhacks symlink symlinkat symlinked symlinks symmetric syms' +
  ' sync synchronization synchronize synchronized synchronous synchronously synonym synopsis ' +
  'syntactic syntactically syntax synthesize synthetic sys syscall syscalls sysconfig sysctl ' +
  'sysinfo syslog system systems tab tabindex table tables tabs tabulation tag tagged tagging' +
  ' taglen tags tail taint tainted take taken takes taking talk talking tap tape tar tarball ' +
  'tarballs target targeting targets task tasks taught tbody tdes teach team teams tear teard' +
  'own technical technically technique technologies technology tedious telemetry tell telling' +
  ' tells temp tempdir tempfile template templates temporal temporarily temporary ten term te' +
  'rminal terminals terminate terminated terminates terminating termination terminator termio' +
  's terms ternary test testcapi testcase testdata tested testenv tester testers testfile tes' +
  'tfn testing tests text texts textual textwrap thai than thanks that the thead their them t' +
  'heme themselves then thenable theoretically theory there therefore thereof these they thin' +
  ' thing thingies things think thinking thinks third thirty this thomas thorn those though t' +
  'hought thread threaded threading threads three threshold threw through throughout throughp' +
  'ut throw throwing thrown throws thunk thunks thus tick ticket tickets ticks tid tidy tie t' +
  'ied ties tilde time timed timedout timeframe timeout timeouts timer timers times timespec ' +
  'timestamp timestamps timeval timezone timing tiny tinybench tinyrainbow tip tips title tit' +
  'lepage tkinter tlog tlsa tlsext tlstree tmpdir tname toc today todo together toggle tok to' +
  'ken tokenize tokenizer tokens told tolerant toml too took tool toolchain tooling tools top' +
  ' topic topics toplevel tort tortious toru total totally totals touch toward towards trace ' +
  'traceback tracebacks tracer traces tracing track tracked tracker tracking tracks trade tra' +
  'ditional traditionally traffic trail trailer trailers trailing trampoline trans transactio' +
  'n transfer transferred transform transformation transformations transformed transformer tr' +
  'ansforms transient transition transitional transitions transitive translate translated tra' +
  'nslates translation translations transmission transparency transparent transparently trans' +
  'port transports trap traversal traverse traversed traverses traversing travis treat treate' +
  'd treating treatment treats tree trees trick tricky trie tried tries trigger triggered tri' +
  'ggering triggers trim trimmed trimming trip triple trivial trouble true trunc truncate tru' +
  'ncated truncating truncation trunk trust trusted truth truthy try trying tsconfig tses tsu' +
  'tils tty tunnel tuple tuples turn turned turning turns tutorial tweak tweaked tweaks twice' +
  ' twitter two typ type typecheck typed typedef typedefs typeof types typescript typical typ' +
  'ically typing typo typofixes typos ubsan ubuntu ucd uchar udp uefi ugly uid uierr uint uin' +
  'tptr ulong ultimately umask unable unaligned uname unary unauthorized unavailable unaware ' +
  'unblock unborn unbound unbounded uncaught unchanged unchecked unclear unclosed uncommon un' +
  'compress uncompressed unconditionally undeclared undef undefined under underflow underline' +
  ' underling underlying underscore underscores understand understanding understands understo' +
  'od undici undo undocumented unencrypted unescape unescaped unevaluated unexpected unexpect' +
  'edly unexported unfinished unfortunate unfortunately unhandled uni unicast unicode unicore' +
  ' unified uniform unify unimplemented unimport uninitialized uninstall union unions unique ' +
  'uniquely unistd unit units unittest universal universe unix unknown unless unlike unlikely' +
  ' unlimited unlink unlinkat unload unlock unmanaged unmarshal unmatched unmodified unmount ' +
  'unnamed unnecessarily unnecessary unneeded unobtainable unordered unpack unpacked unpackin' +
  'g unparsed unprotected unquote unquoted unreachable unreadable unrecognized unref unregist' +
  'er unrelated unresolved unreviewed unsafe unset unshift unsigned unspec unspecified unstab' +
  'le unsubscribe unsupported unterminated until untouched untracked untrusted untyped unusab' +
  'le unused unusual unverified unwanted unwind unwrap unwrapped unzip upcoming update update' +
  'd updates updatetype updating upgrade upgraded upgrades upgrading uplink upload upon upper' +
  ' uppercase ups upstream uptime urgent uri url urlencoded urllib urlparse urls usable usage' +
  ' usages use usec used useful useless user userdata userinfo username usernotice users uses' +
  ' using usize usr ustat usual usually utc utf util utilities utility utils utime utimensat ' +
  'utimes utsname uuid uwinnipeg val valgrind valid validate validated validates validating v' +
  'alidation validator validity valign vallen vals value valued values var variable variablel' +
  'ist variables variadic variant variants variation variations varies variety various vars v' +
  'ary vector vectors veillard vendor vendored vendors ver verb verbatim verbose verbosity ve' +
  'rdana verification verified verifier verifies verify verifying vers versa version versions' +
  ' versus vertical very via vice video view viewer viewport views vim violation violations v' +
  'irtual visibility visible visit visited visitor visual vite vitejs vitest vlink vmin vocab' +
  'ulary void volatile volume vrfy vscode vsnapshot vsnprintf vulgar vulnerabilities vulnerab' +
  'ility vulnerable wait waiting waitpid waits wake walk walked walker walking walks wall wan' +
  't wantarray wanted wants warn warned warning warnings warns warranties warranty was wasi w' +
  'asip wasm wasn waste wasted watch watcher watching water way ways wbio wchar weak weakref ' +
  'web webcrypto webidl webkit website websocket webstreams webworker week weeks weight weird' +
  ' welcome well went were weren werror what whatever whatsoever whatwg wheel wheeler wheels ' +
  'when whence whenever where whereas wherever whether which whichever while white whitespace' +
  ' whitespaces who whole whom whose why wide widely wider widget width wiki wikipedia wild w' +
  'ildcard wildcards will win winapi window windows wins winter wire wireshark wish wishes wi' +
  'th withdraw withdrawn within without won wondering word words work workaround workarounds ' +
  'worked worker workers workflow workflows working works workspace workspaces worktree world' +
  ' worry worse worst worth would wouldn wpacket wpid wpoll wrap wrapped wrapper wrappers wra' +
  'pping wraps writable write writeable writebuf writelines writer writers writes writev writ' +
  'ing written wrong wronly wrote wstatus xaa xab xac xad xae xba xbe xca xcghash xcode xea x' +
  'eb xed xee xef xfe xkusage xmlsoft xoflen xor xsltlocale xsltproc xsltutils xyz yaml yarn ' +
  'year years yellow yes yet yield yielding yields yml you young your yourself zakas zalloc z' +
  'buf zend zero zerocopy zeroed zeroes zeros zip zipfile zlatkovic zlib zone'
