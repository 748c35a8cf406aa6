A partnership for donors' programs: activities of the IATI standard.

  $ . "$TESTS/cli/offices.sh"
  $ two_offices
  $ quiet() { "$@" >/dev/null 2>&1; }
  $ quiet CITY promise "600 000 PLN for drains <&>" --to SASI --due 2026-06-20 --amounts "600 000 PLN" --contribution cash -m "Paid at once."
  $ quiet CITY promise "Survey" --to SASI --due 2026-09-30 --target "140 facades" --baseline 0
  $ quiet CITY promise "Two payments" --to SASI --due 2026-12-31 --amounts "2 x 5 EUR" --check "The bank says so."
  $ quiet SASI promise "Open evenings" --to CITY --due 2026-12-31
  $ quiet carry SASI CITY
  $ quiet carry CITY SASI
  $ for n in 1 2 3; do quiet SASI sign CITY-1-$n --terms "$(terms SASI CITY-1-$n)"; done
  $ quiet carry SASI CITY
  $ echo paid >receipt.txt
  $ quiet CITY deliver CITY-1-1 --evidence receipt.txt -m "Paid."
  $ quiet CITY progress CITY-1-2 --actual 95 -m "Rain came early."
  $ quiet carry CITY SASI
  $ quiet SASI accept CITY-1-1 --yes
  $ quiet carry SASI CITY

  $ CITY report --iati krk.xml 2>&1 | sed 's/XI-ACCORD-[0-9a-f]*/XI-ACCORD-KEY/'
    Amounts that are not one number with one currency (as 600000 PLN), and are no transactions: 1
    You are named XI-ACCORD-KEY: before you publish, give your identifier in a public register
    Publishing asks for a country and a sector too: --country PL --dac-sector 43030
  ✓ krk.xml · IATI 2.03 · activities: 4, transactions: 2, results: 2
  $ xmllint --noout --relaxng "$TESTS/iati/activities.rng" krk.xml
  krk.xml validates
  $ hidden() { sed -e 's/XI-ACCORD-[0-9a-f]\{16\}/XI/g' -e 's/ACCORD-[0-9a-f]\{16\}/SPACE/g' -e 's/[0-9a-f]\{64\}/PRINT/'; }
  $ hidden <krk.xml
  <?xml version="1.0" encoding="UTF-8"?>
  <!-- made by accord, IATI 2.03. Organisations without an identifier of a public register are named XI-ACCORD- and part of their key: register them before you publish. Not in it: reflections, reviews, evidence files, disputes, texts that wait, the resource map. -->
  <iati-activities version="2.03" generated-datetime="2026-06-30T12:00:00Z">
    <iati-activity last-updated-datetime="2026-06-30T12:00:00Z" xml:lang="en" hierarchy="1">
      <iati-identifier>XI-SPACE</iati-identifier>
      <reporting-org ref="XI" type="10">
        <narrative>City Office</narrative>
      </reporting-org>
      <title>
        <narrative>Riverside block</narrative>
      </title>
      <description type="1">
        <narrative>Riverside block</narrative>
      </description>
      <participating-org ref="XI" type="10" role="4">
        <narrative>City Office</narrative>
      </participating-org>
      <participating-org ref="XI" type="22" role="4">
        <narrative>Sąsiedzi</narrative>
      </participating-org>
      <activity-status code="2"/>
      <activity-date iso-date="2026-06-30" type="2"/>
      <related-activity ref="XI-SPACE-CITY-1-1" type="2"/>
      <related-activity ref="XI-SPACE-CITY-1-2" type="2"/>
      <related-activity ref="XI-SPACE-CITY-1-3" type="2"/>
    </iati-activity>
    <iati-activity last-updated-datetime="2026-06-30T12:00:00Z" xml:lang="en" hierarchy="2">
      <iati-identifier>XI-SPACE-CITY-1-1</iati-identifier>
      <reporting-org ref="XI" type="10">
        <narrative>City Office</narrative>
      </reporting-org>
      <title>
        <narrative>600 000 PLN for drains &lt;&amp;&gt;</narrative>
      </title>
      <description type="1">
        <narrative>Paid at once.</narrative>
      </description>
      <description type="4">
        <narrative xml:lang="en">CITY-1-1 in Riverside block (accord): CITY promises SASI; accepted
  Evidence is kept by CITY, fingerprint PRINT</narrative>
      </description>
      <participating-org ref="XI" type="10" role="1">
        <narrative>City Office</narrative>
      </participating-org>
      <participating-org ref="XI" type="22" role="4">
        <narrative>Sąsiedzi</narrative>
      </participating-org>
      <activity-status code="4"/>
      <activity-date iso-date="2026-06-20" type="1"/>
      <activity-date iso-date="2026-06-30" type="2"/>
      <activity-date iso-date="2026-06-20" type="3"/>
      <activity-date iso-date="2026-06-30" type="4"/>
      <transaction ref="CITY-1-1">
        <transaction-type code="2"/>
        <transaction-date iso-date="2026-06-30"/>
        <value currency="PLN" value-date="2026-06-30">600000</value>
        <description>
          <narrative>600 000 PLN for drains &lt;&amp;&gt;</narrative>
        </description>
        <provider-org ref="XI" type="10">
          <narrative>City Office</narrative>
        </provider-org>
        <receiver-org ref="XI" type="22">
          <narrative>Sąsiedzi</narrative>
        </receiver-org>
      </transaction>
      <transaction ref="CITY-1-1">
        <transaction-type code="3"/>
        <transaction-date iso-date="2026-06-30"/>
        <value currency="PLN" value-date="2026-06-30">600000</value>
        <description>
          <narrative>600 000 PLN for drains &lt;&amp;&gt;</narrative>
        </description>
        <provider-org ref="XI" type="10">
          <narrative>City Office</narrative>
        </provider-org>
        <receiver-org ref="XI" type="22">
          <narrative>Sąsiedzi</narrative>
        </receiver-org>
      </transaction>
      <related-activity ref="XI-SPACE" type="1"/>
    </iati-activity>
    <iati-activity last-updated-datetime="2026-06-30T12:00:00Z" xml:lang="en" hierarchy="2">
      <iati-identifier>XI-SPACE-CITY-1-2</iati-identifier>
      <reporting-org ref="XI" type="10">
        <narrative>City Office</narrative>
      </reporting-org>
      <title>
        <narrative>Survey</narrative>
      </title>
      <description type="1">
        <narrative>Survey</narrative>
      </description>
      <description type="4">
        <narrative xml:lang="en">CITY-1-2 in Riverside block (accord): CITY promises SASI; in progress</narrative>
      </description>
      <participating-org ref="XI" type="10" role="4">
        <narrative>City Office</narrative>
      </participating-org>
      <participating-org ref="XI" type="22" role="2">
        <narrative>Sąsiedzi</narrative>
      </participating-org>
      <activity-status code="2"/>
      <activity-date iso-date="2026-06-30" type="1"/>
      <activity-date iso-date="2026-06-30" type="2"/>
      <activity-date iso-date="2026-09-30" type="3"/>
      <related-activity ref="XI-SPACE" type="1"/>
      <result type="1">
        <title>
          <narrative>Survey</narrative>
        </title>
        <indicator measure="1">
          <title>
            <narrative>facades</narrative>
          </title>
          <baseline year="2026" value="0"/>
          <period>
            <period-start iso-date="2026-06-30"/>
            <period-end iso-date="2026-09-30"/>
            <target value="140"/>
            <actual value="95"/>
          </period>
        </indicator>
      </result>
    </iati-activity>
    <iati-activity last-updated-datetime="2026-06-30T12:00:00Z" xml:lang="en" hierarchy="2">
      <iati-identifier>XI-SPACE-CITY-1-3</iati-identifier>
      <reporting-org ref="XI" type="10">
        <narrative>City Office</narrative>
      </reporting-org>
      <title>
        <narrative>Two payments</narrative>
      </title>
      <description type="1">
        <narrative>Two payments</narrative>
      </description>
      <description type="4">
        <narrative xml:lang="en">CITY-1-3 in Riverside block (accord): CITY promises SASI; agreed</narrative>
      </description>
      <participating-org ref="XI" type="10" role="1">
        <narrative>City Office</narrative>
      </participating-org>
      <participating-org ref="XI" type="22" role="4">
        <narrative>Sąsiedzi</narrative>
      </participating-org>
      <activity-status code="2"/>
      <activity-date iso-date="2026-06-30" type="1"/>
      <activity-date iso-date="2026-06-30" type="2"/>
      <activity-date iso-date="2026-12-31" type="3"/>
      <related-activity ref="XI-SPACE" type="1"/>
      <result type="1">
        <title>
          <narrative>Two payments</narrative>
        </title>
        <indicator measure="5">
          <title>
            <narrative>The bank says so.</narrative>
          </title>
        </indicator>
      </result>
    </iati-activity>
  </iati-activities>

What partners promised is asked for, and says that it is told by another.

  $ CITY report --iati all.xml --everybody --country PL --dac-sector 43030 2>/dev/null
  ✓ all.xml · IATI 2.03 · activities: 5, transactions: 2, results: 2
  $ hidden <all.xml | grep -A 30 'XI-SPACE-SASI-1-1</iati' | grep -E 'secondary|country|sector'
      <reporting-org ref="XI" type="10" secondary-reporter="1">
      <recipient-country code="PL"/>
      <sector vocabulary="1" code="43030"/>

Who organisations are stands in their profiles: register, type, part in the partnership; outcomes are its results.

  $ quiet CITY partner profile --external-id PL-REGON-000351150 --iati-type 11 --works-as accountable
  $ quiet SASI partner profile --external-id "none / yet" --works-as broker
  $ quiet carry SASI CITY
  $ quiet CITY partnership edit --why "Nobody can renew the block alone" --vision "A courtyard for all" --planned-end 2028-12-31
  $ quiet CITY outcome "The panel is in the city's procedure" --who "Council" --significance "Residents are asked first" --result impact
  $ CITY report --iati known.xml
    Amounts that are not one number with one currency (as 600000 PLN), and are no transactions: 1
    Publishing asks for a country and a sector too: --country PL --dac-sector 43030
  ✓ known.xml · IATI 2.03 · activities: 4, transactions: 2, results: 3
  $ xmllint --noout --relaxng "$TESTS/iati/activities.rng" known.xml
  known.xml validates
  $ hidden <known.xml | sed -n '/hierarchy="1"/,/<\/iati-activity>/p'
    <iati-activity last-updated-datetime="2026-06-30T12:00:00Z" xml:lang="en" hierarchy="1">
      <iati-identifier>PL-REGON-000351150-SPACE</iati-identifier>
      <reporting-org ref="PL-REGON-000351150" type="11">
        <narrative>City Office</narrative>
      </reporting-org>
      <title>
        <narrative>Riverside block</narrative>
      </title>
      <description type="1">
        <narrative>Nobody can renew the block alone</narrative>
      </description>
      <description type="2">
        <narrative>A courtyard for all</narrative>
      </description>
      <participating-org ref="PL-REGON-000351150" type="11" role="2">
        <narrative>City Office</narrative>
      </participating-org>
      <participating-org ref="XI" type="22" role="4">
        <narrative>Sąsiedzi</narrative>
      </participating-org>
      <activity-status code="2"/>
      <activity-date iso-date="2026-06-30" type="2"/>
      <activity-date iso-date="2028-12-31" type="3"/>
      <related-activity ref="PL-REGON-000351150-SPACE-CITY-1-1" type="2"/>
      <related-activity ref="PL-REGON-000351150-SPACE-CITY-1-2" type="2"/>
      <related-activity ref="PL-REGON-000351150-SPACE-CITY-1-3" type="2"/>
      <result type="3">
        <title>
          <narrative>The panel is in the city's procedure</narrative>
        </title>
        <description>
          <narrative>Residents are asked first</narrative>
        </description>
        <indicator measure="5">
          <title>
            <narrative>Council</narrative>
          </title>
        </indicator>
      </result>
    </iati-activity>

The page and the file are written together; what is for one alone is not taken by the other.

  $ CITY report --html page.html --iati page.xml 2>/dev/null | sed -E 's/[0-9]+ kB/N kB/; /Fingerprint/d'
  ✓ page.html (one file, no links out, prints on A4): 4 promises, N kB
  ✓ page.xml · IATI 2.03 · activities: 4, transactions: 2, results: 3
  $ CITY report --iati - --html x.html
  accord: two files cannot both go to standard output: name both
  [2]
  $ CITY report --iati x.xml --period 2026
  accord: --period is for --html FILE
  [2]
  $ CITY report --html x.html --country PL
  accord: --country is for --iati FILE
  [2]
  $ CITY report --iati x.xml --country Poland
  accord: --country takes the two capital letters of ISO 3166, as PL, not "Poland"
  [2]
  $ CITY report --iati x.xml --dac-sector water
  accord: --dac-sector takes five digits, as 43030, not "water"
  [2]
  $ echo mine >x.xml; CITY report --iati x.xml; cat x.xml
  accord: x.xml is there already and was not written by this command: it stays as it is. Name another file
  mine
  $ CITY report --iati - 2>/dev/null >out.xml; cmp out.xml known.xml
