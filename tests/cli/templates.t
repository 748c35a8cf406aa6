Templates: questions that help to write. What is answered keeps its question, what is not leaves no trace.

  $ . $TESTS/cli/offices.sh
  $ two_offices
  $ accord template list
  template        questions  note --kind   title
  aar                     4  aar           After-action review
  agreement              24                Agreement
  appreciation            3  appreciation  Appreciation
  art                    11                The art of partnering
  assessment             13                Partner assessment
  case-study             12                Case study
  communications         10                Communications
  concern                 5  concern       Concern
  listening               5  listening     What we heard
  moving-on              11                Moving on
  outcome-note            4  outcome-note  Note on an outcome
  paradigm               10                Evaluating the paradigm
  review                 11                Review
  roles                   7                Roles
  science                12                The science of partnering
  smart                  20                A good promise
  story                   7  story         Most significant change
  vision                  5  vision        Vision
  $ accord template show aar
  After-action review
  Soon after something happened, with those who were there: learn from it, without
  looking for somebody to blame.
  
    What was supposed to happen?
        What had been promised, to whom, and what did each of you picture?
    What did happen?
        As each of you saw it; differences are worth noting.
    Why was there a difference?
        Look for causes in how you work together before you look for persons.
    What will you keep, and what will you do differently next time?
        Something one of you can promise by a date.
  $ accord template show agreement --plain | cut -f 1,2 | head -n 5
  partners\tWHO (esc)
  representatives\tWHO (esc)
  others-concerned\tWHO (esc)
  purpose\tWHY (esc)
  own-interests\tWHY (esc)
  $ accord template show art
  The art of partnering
  For reflections: what cannot be counted. Take the questions that speak to you.
  
  Insight, imagination and feeling
    What do you understand now that you did not a month ago?
    If nothing stood in the way, what would you try?
    What do you feel when you think of this partnership, and what might that tell
    you?
  
  Vision of the future
    What do you want to be able to tell in five years?
    Is that picture still strong enough to pull the others along?
  
  People skills
    Between whom did trust grow or shrink, and by what?
    Who has been silent, and what would make it easy for them to speak?
  
  Active listening
    What did a partner say that you first took for something else?
    What have you said back to somebody in their own words?
  
  Personal engagement
    What do you care about in this so much that you would do it unasked?
    What gave you energy, and what took it?
  $ accord template show science | grep '^[A-Z]'
  The science of partnering
  For reflections: what can be known, ordered and said exactly. Take the questions
  Knowledge, analysis and thinking
  Understanding of the past
  Administration
  Precise speaking
  Professional detachment
  $ accord template show smart --plain | cut -f 1,2 | tr '\n\t' ' :'
  title:Specific action:Specific problem:Specific to:Specific check:Measurable target:Measurable unit:Measurable baseline:Measurable need:Measurable conditions:Achievable depends:Achievable amounts:Achievable contribution:Achievable how:Relevant driver:Relevant level:Relevant principle:Relevant due:Time-bound start:Time-bound slots:Time-bound  (no-eol)
  $ accord template show poem
  accord: there is no template "poem". There are: aar, agreement, appreciation, art, assessment, case-study, communications, concern, listening, moving-on, outcome-note, paradigm, review, roles, science, smart, story, vision
    try: accord template list
  [5]
  $ accord template show story --json | tr '{' '\n' | head -n 3
  
  "schema":"accord.template/1","template":"story","kind":"story","title":"Most significant change","about":"One change that mattered most in a period, told as a story, and why it was chosen.","n":7,"questions":[
  "key":"change","part":null,"ask":"Of all that changed in this time, what mattered most?","hint":"One change, told so that somebody who was not there can see it."},

In a script the text says which question it answers; the editor shows them all.

  $ SASI note --template aar -m "## planned
  > Three evenings with the neighbours.
  > ## happened
  > Nine came to the first.
  > ## why
  > ## next
  > Saturdays." >/dev/null
  $ SASI show SASI-1-p2
  SASI-1-p2  after-action review by SASI, private: it stays with you
    written today 12:00
  
    What was supposed to happen?
    Three evenings with the neighbours.
  
    What did happen?
    Nine came to the first.
  
    What will you keep, and what will you do differently next time?
    Saturdays.
  
  To show it to all partners: accord share SASI-1-p2 (cannot be taken back)
  $ SASI show SASI-1-p2 --json | sed 's/.*"prompts"/"prompts"/'
  "prompts":{"aar-happened":"What did happen?","aar-next":"What will you keep, and what will you do differently next time?","aar-planned":"What was supposed to happen?"}}
  $ SASI note --template art --kind journal -m "No question at all." --draft >/dev/null; SASI draft show 1
  Draft 1: note, private, changed today 12:00
     kind: journal
     text: No question at all.
  $ SASI note --template aar -m "## planned"
  accord: the text was empty: nothing was saved
  [2]
  $ SASI note --template poem -m x
  accord: there is no template "poem". There are: aar, agreement, appreciation, art, assessment, case-study, communications, concern, listening, moving-on, outcome-note, paradigm, review, roles, science, smart, story, vision
    try: accord template list
  [2]
  $ SASI note --add-to SASI-1-p2 --template aar -m x
  accord: an addendum belongs to its reflection as it is: leave --template out
  [2]
  $ SASI share SASI-1-p2 --yes >/dev/null; carry SASI CITY; CITY show SASI-1-1 | tail -n 8
    What was supposed to happen?
    Three evenings with the neighbours.
  
    What did happen?
    Nine came to the first.
  
    What will you keep, and what will you do differently next time?
    Saturdays.
  $ CITY list notes --kind aar
            kind                 date        who sees it  about  text
  SASI-1-1  after-action review  2026-06-30  partners            Three evenings with the neighbours.

A draft that is rewritten forgets the questions of what is gone; another text may be written with questions again.

  $ SASI note --template listening -m "## heard
  > They want to be asked first." --draft >/dev/null; SASI draft show 2 --json=words
  {"schema":"accord.draft/1","words":{"prompts":{"listening-heard":"What did the other side say, in words they would call their own?"},"text":"What did the other side say, in words they would call their own?\nThey want to be asked first."}}
  $ SASI draft edit 2 -m "They want to be asked." >/dev/null; SASI draft show 2 --json=words
  {"schema":"accord.draft/1","words":{"text":"They want to be asked."}}
  $ SASI draft edit 2 --template listening -m "## asks
  > A date." >/dev/null; SASI draft show 2 --json=facts,words
  {"schema":"accord.draft/1","facts":{"type":"listening"},"words":{"prompts":{"listening-asks":"What do they need from you now?"},"text":"What do they need from you now?\nA date."}}

What a good promise says is advice, given when all is saved: three lines at most, and none with -q.

  $ CITY promise Map --to SASI --due 2029-12-31 --draft 2>&1
    Hint, not required: how will SASI know that it is done? (--check "…", --target "…")
    Hint, not required: that is far away; dated slots help (--every quarter --until DATE)
    Hint, not required: What exactly will be done, where, and by whom? (-m)
  ✓ Draft 1 is kept on this laptop: not signed, not sent.
    Go on: accord draft edit 1   When it is ready: accord draft sign 1
  $ CITY draft edit 1 --check "it can be bought" --level 2
    Hint, not required: that is far away; dated slots help (--every quarter --until DATE)
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY draft edit 1 --driver innovate --amounts "400 PLN" -q
  ✓ Draft 1 changed. When it is ready: accord draft sign 1
  $ CITY promise Map --to SASI --due 2020-01-01 --start 2026-01-01 --expires 2020-01-01 2>&1 | grep -c Hint
  3
  $ CITY promise Map --to SASI --due 2026-09-30 -q 2>&1 | grep -c Hint
  0
  [1]
