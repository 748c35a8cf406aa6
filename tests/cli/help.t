Help says the same by three ways, for every command.

  $ accord help >all
  $ accord --help | diff - all
  $ accord -h | diff - all
  $ cut -c3- all | grep -oE '^[a-z]+' | grep -vE '^(draft|template|evidence|partnership|partner|device|key|accord)$' >names
  $ for c in $(sort -u names); do accord help $c >/dev/null 2>&1 && echo $c; done >commands
  $ wc -l <commands
  57
  $ for c in $(cat commands) "device join" "key sheet" "partner verify" "partnership start"; do
  >   accord help $c >one || echo "help $c failed"
  >   accord $c --help | diff one - || echo "$c --help differs"
  >   accord $c -h some words --no-input | diff one - || echo "$c -h differs"
  > done

  $ accord sign --help
  Sign the exact text of a commitment for your organisation.
    accord sign ARCH-1-22                   read the text, then decide
    accord sign ARCH-1-22 --terms FULL-ID   for scripts: only if the text is still
                                            the same
  
  Usage: accord sign REF [--terms ID] [-m TEXT]
        --terms ID       sign without a question when this is the full id of the
                         text
    -m, --message TEXT   words that travel with the signature (- reads it from
                         standard input)
  
  Signing cannot be undone. If the text changes later, everyone is asked again.
  
  Options of every command: accord help
  More: accord decline, accord show
  Exit: 0 signed · 1 not possible now · 5 no such reference, or the text differs ·
        7 key locked or not your role

A family, by two ways.

  $ accord help device
    device list       The laptops of every organisation.
    device invite     Invite a second laptop of your own organisation.
    device join       Make this the next laptop of an organisation.
    device continue   Go on with this laptop's notebook: the other copy is gone
                      for good.
  
  Each with examples: accord help COMMAND
  $ accord device --help | diff - <(accord help device)

All of them.

  $ cat all
  accord keeps what organisations promise each other, signed by all, on each one's
  own laptop.
    accord        the board: what waits for you, for others, and what is late
    accord demo   play first, on six notebooks made up for you
  
  write: say what you promise, do and think
    promise       Promise something to partners.
    ask           Ask a partner to promise something.
    amend         Propose another text for a promise.
    progress      Report how a promise of yours goes.
    deliver       Say that a promise of yours is delivered.
    accept        Accept what was delivered to you.
    dispute       Dispute a delivery, or that nothing was delivered.
    respond       Answer a dispute of a promise of yours.
    withdraw      Withdraw a promise of yours: it will not be kept.
    release       Release a partner from a promise made to you.
    suspend       Put a promise on hold.
    resume        Go on with a promise you had put on hold.
    reopen        Propose to open a finished promise again.
    note          Write a reflection; private until you share it.
    draft         list, show, edit, sign, drop
    template      list, show
    share         Show a private reflection or record to all partners. It cannot
                  be taken back.
    why           Why you partner, in your own words; private until you share it.
    bring         What your organisation brings; what is not cash counts beside
                  cash.
    gain          What your organisation wants for itself, and whether it came.
    outcome       What changed, our part in it, and whether it still runs.
    decide        What was decided, by which roles, and who saw it otherwise.
    risk          A risk, assumption, issue or dependency, and who looks after it.
    question      Ask a partner something; say first how you would answer it.
    reply         Reply to a question.
    milestone     A step on the way of a promise.
    agree         The partnering agreement: its clauses, its marks, its
                  signatures.
    check         The health check: everybody answers before anybody reads.
    review        Review the partnership, in one of five ways.
    evidence      add, list
  
  sign: answer a text: nothing binds before every party has signed it
    sign          Sign the exact text of a commitment for your organisation.
    decline       Decline a text that waits for your signature.
    retract       Take back a text, delivery or dispute of yours.
    resolve       Settle a clash of texts, or a dispute.
  
  look: see where things stand; looking never writes
    board         What waits for you, for others, and what is late.
    principles    Equity, transparency, mutual benefit: meant, seen, felt.
    value         What each partner wants for itself, and whether it came.
    pyramid       Promises and outcomes by level, level 3 on top.
    case          The case study: drivers, evolution, success factors.
    list          List commitments, reflections (notes), or any records of the
                  practice.
    show          One commitment or reflection: text, signatures, progress,
                  history.
    search        Find words in everything you hold.
    log           The signed history, newest last.
    status        Who has what, by their own signed receipts.
  
  exchange: meet partners, over the network or by a file
    invite        Invite an organisation into the partnership.
    join          Enter a partnership with an invitation.
    admit         Admit an organisation that waits, or stand for one that is in.
    sync          Meet each partner once and exchange what is new.
    serve         Answer partners that dial you, until stopped.
    export        Write a file that carries the history to others.
    import        Take in a partner's file, a reply to an invitation, or a table.
  
  prove: show that nobody changed the story
    audit         Prove that nothing was changed, removed or inserted.
    report        Write a partnership on one page, for people who do not use
                  accord.
    archive       Keep the whole history for later: it proves itself with nobody's
                  help.
    calendar      Write dates into a file for calendars: promises, milestones,
                  reviews.
  
  manage: this notebook, its partnerships, laptops and keys
    init          Begin the notebook of your organisation on this laptop.
    partnership   start, list, use, show, edit, close, leave
    partner       list, show, profile, verify, address
    device        list, invite, join, continue
    key           sheet, unlock, lock
    doctor        Look for what is wrong, step by step, up to the first fault.
    demo          Lay out the notebooks of an example partnership to play with.
    help          What a command does, with examples.
    version       Version of accord and of what it is built on.
  
  Options of every command:
    -N, --notebook DIR             the notebook in this directory (else
                                   $ACCORD_HOME)
    -P, --partnership CODE         this partnership, where the notebook holds
                                   several
        --json[=FIELDS]            one JSON object a line; with =ref,due only
                                   those fields
        --plain                    stable text: TAB between columns, nothing cut
        --csv                      a table for a spreadsheet (lists)
        --markdown                 what is to be read, as Markdown for a wiki or
                                   an e-mail
        --color WHEN               colours: auto, always or never
        --no-pager                 print long output straight to the terminal
        --no-input                 never ask; what is missing is an error
    -y, --yes                      answer yes (never stands for a signature over a
                                   text not seen)
    -q, --quiet                    results and errors only
    -v, --verbose                  also what happens beneath
        --lang LANG                language of the screen: en, fr, es, ar or pl
        --passphrase-fd N          read the passphrase from this file descriptor
        --passphrase-command CMD   read the passphrase from the first line this
                                   command prints
    -h, --help                     what the command does, with examples
        --version                  version of accord and of what it is built on
  
  Each command with examples: accord help COMMAND
  Exit: 0 done · 1 failed · 2 not understood · 3 part done · 4 attention (only
        with --exit-code) · 5 no such reference · 6 proof failed · 7 key locked,
        or not your role · 8 notebook busy · 9 nobody reached · 10 no notebook ·
        130 stopped by you
  The questions that accord asks grew out of "Why Partner?" by Ros Tennyson,
    Director of The Partnering Initiative: developing the art & science of
    cross-sector partnership. www.ThePartneringInitiative.org

Narrow screens, other charsets.

  $ COLUMNS=40 accord help decline
  Decline a text that waits for your
  signature.
    accord decline TELC-1-8 --reason staffing -m "nobody free before autumn"
        closed for all
    accord decline TELC-1-8 --reason scope --terms FULL-ID
        one of several texts
  
  Usage: accord decline REF --reason CODE
         [-m TEXT]
        --terms ID
            which text, where several
            wait: its full id
        --reason CODE
            why, as a code: funding,
            staffing, scope, timing,
            dependency-late,
            law-or-permit, safety,
            context-changed, quality,
            not-delivered, expired, other
    -m, --message TEXT
            words that travel with it (-
            reads it from standard input)
  
  Options of every command: accord help
  More: accord sign, accord amend
  Exit: 0 saved · 1 not possible now · 2
        something is missing · 5 no such
        reference · 7 key locked or not
        your role
  $ LC_ALL=C accord help board | tail -n 1
  Exit: 0 - 4 with --exit-code: something needs attention
  $ for c in $(cat commands); do LC_ALL=C accord help $c; done | LC_ALL=C grep -c '[^ -~]'
  0
  [1]

No colour in a pipe, colour when asked for.

  $ accord help sign | grep -c $'\033'
  0
  [1]
  $ accord help sign --color=always | grep -c $'\033'
  2
  $ NO_COLOR=1 accord help sign --color=auto | grep -c $'\033'
  0
  [1]

The version names what it is built on.

  $ accord --version | sed -E 's/[0-9]+\.[0-9.]+/N/g; s/schema [0-9]+/schema N/; s/\([0-9a-z]+\)/(COMMIT)/'
  accord N (COMMIT)
  SQLite N · libsodium N · libzmq N · cJSON N · utf8proc N
  notebook schema N · protocol 1
  $ accord version | diff - <(accord --version)
  $ accord version --json | tr ',' '\n' | sed -E 's/:.*//'
  {"schema"
  "version"
  "commit"
  "sqlite"
  "libsodium"
  "libzmq"
  "cjson"
  "utf8proc"
  "notebook_schema"
  "protocol"
