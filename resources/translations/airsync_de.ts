<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>A CSV, TSV or JSON file, a workbook, a folder of Markdown notes, or a database&apos;s table. Type its path, or a server&apos;s address; choose it, or drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy of {file} is kept before it is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pair&apos;s own name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row that is gone here was not deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token is kept already. Leave the line empty to go on with it, or paste another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API calls this month</source>
        <translation>API-Aufrufe diesen Monat</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add missing choices to Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After an undo the record is {kept} and not {lost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>After an undo {fields} differs in {here} and in Airtable</source>
        <comment>After an undo {fields} differ in {here} and in Airtable</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>AirSync is looking at your pairs.</source>
        <translation>AirSync sieht sich Ihre Paare an.</translation>
    </message>
    <message>
        <source>AirSync leaves this field alone until that is settled; all others go on. Bring the field back in Airtable, map its column to another field, or take it out of the pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AirSync needs a personal access token. Make one in Airtable, then paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Airtable</source>
        <translation>Airtable</translation>
    </message>
    <message>
        <source>Airtable asked for a pause, until {time}</source>
        <translation>Airtable bat um eine Pause, bis {time}</translation>
    </message>
    <message>
        <source>Airtable is never written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Airtable sandbox</source>
        <translation>Airtable Sandbox</translation>
    </message>
    <message>
        <source>Airtable, {name} (sandbox)</source>
        <translation>Airtable, {name} (Sandbox)</translation>
    </message>
    <message>
        <source>Airtable’s reason</source>
        <translation>Airtables Begründung</translation>
    </message>
    <message>
        <source>Alike names were matched. Change any of them, or leave a column out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>Alle Paare</translation>
    </message>
    <message numerus="yes">
        <source>All pairs. {n} conflict</source>
        <comment>All pairs. {n} conflicts</comment>
        <translation>
            <numerusform>Alle Paare. {n} Konflikt</numerusform>
            <numerusform>Alle Paare. {n} Konflikte</numerusform>
        </translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Abgleiche</translation>
    </message>
    <message>
        <source>An apostrophe stands before them in the file, and is left out again when the file is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An edit on either side is carried to the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask me before anything is written in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking Airtable for the tables of {base} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking Airtable for your bases …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At this pace, {calls} by the {day}</source>
        <translation>So weiter: {calls} bis zum {day}</translation>
    </message>
    <message>
        <source>At this pace, {calls} by the {day}: enough</source>
        <translation>So weiter: {calls} bis zum {day}, das reicht</translation>
    </message>
    <message>
        <source>At this pace, {calls} by the {day}: {over} more than allowed</source>
        <translation>So weiter: {calls} bis zum {day}, {over} mehr als erlaubt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base {base}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both sides are read and compared. Nothing is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both sides keep what they have, and stay different until one of them is edited again.</source>
        <translation>Beide Seiten behalten, was sie haben, und bleiben verschieden, bis eine von ihnen wieder bearbeitet wird.</translation>
    </message>
    <message>
        <source>Both sides were read just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the token and keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the key and the columns …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the token with Airtable …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base, then one of its tables, or a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a field…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of Markdown notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a table on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column in {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column {column}, {field}, key. {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column {column}, {field}. {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns and their fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed in Airtable, read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Connect your Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Count in Airtable, read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Create {record}</source>
        <translation>{record} anlegen</translation>
    </message>
    <message>
        <source>Created twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete it on the other side too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete on both…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {record}</source>
        <translation>{record} löschen</translation>
    </message>
    <message>
        <source>Delete {record} in {place} too?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted on one side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting on both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the change to {record}?</source>
        <translation>Die Änderung an {record} verwerfen?</translation>
    </message>
    <message>
        <source>Drop the changes to {records} and {count} more?</source>
        <translation>Die Änderungen an {records} und {count} weiteren verwerfen?</translation>
    </message>
    <message>
        <source>Drop the changes to {records}?</source>
        <translation>Die Änderungen an {records} verwerfen?</translation>
    </message>
    <message>
        <source>Drop this change…</source>
        <translation>Diese Änderung verwerfen…</translation>
    </message>
    <message numerus="yes">
        <source>Drop {n} change</source>
        <comment>Drop {n} changes</comment>
        <translation>
            <numerusform>{n} Änderung verwerfen</numerusform>
            <numerusform>{n} Änderungen verwerfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop {n} change…</source>
        <comment>Drop {n} changes…</comment>
        <translation>
            <numerusform>{n} Änderung verwerfen…</numerusform>
            <numerusform>{n} Änderungen verwerfen…</numerusform>
        </translation>
    </message>
    <message>
        <source>Edited and deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Edited in {here}, and its version moved in Airtable; {fields} differs</source>
        <comment>Edited in {here}, and its version moved in Airtable; {fields} differ</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Edited on the side that is only written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Else a value that a select field does not have yet is refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field in Airtable for {column}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field in {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Fields of the new table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields written, last 14 days</source>
        <translation>Geschriebene Felder, letzte 14 Tage</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a file that holds today only: yesterday’s records stay in Airtable as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a table that a program or an agent writes: a sync waits until you have seen what it would send.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formula in Airtable, read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Held since {since}</source>
        <translation>Zurückgehalten seit {since}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>History keeps the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History keeps what was given up.</source>
        <translation>Der Verlauf bewahrt auf, was verworfen wurde.</translation>
    </message>
    <message>
        <source>History keeps what was overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>In step</source>
        <translation>Im Gleichstand</translation>
    </message>
    <message>
        <source>In {place}</source>
        <translation>In: {place}</translation>
    </message>
    <message>
        <source>In: {place}</source>
        <translation>In: {place}</translation>
    </message>
    <message>
        <source>It can be made with the columns of {table}; the first sync fills it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept in {keyring} and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not added in Airtable, and stays on this computer only.</source>
        <translation>Der Datensatz wird in Airtable nicht angelegt und bleibt nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>It is not added on this computer, and stays in Airtable only.</source>
        <translation>Der Datensatz wird auf diesem Computer nicht angelegt und bleibt nur in Airtable.</translation>
    </message>
    <message>
        <source>It is not deleted in Airtable, and stays there only.</source>
        <translation>Der Datensatz wird in Airtable nicht gelöscht und bleibt nur dort.</translation>
    </message>
    <message>
        <source>It is not deleted on this computer, and stays there only.</source>
        <translation>Der Datensatz wird auf diesem Computer nicht gelöscht und bleibt nur dort.</translation>
    </message>
    <message>
        <source>Its first rows are shown here, as AirSync reads them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep it on the other side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keeping it only here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping it only in Airtable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping the pair …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key: {columns}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Last in step {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last in step {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Abgleich</translation>
    </message>
    <message>
        <source>Leave edits on the other side as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists are united, of numbers and times the larger is taken, of texts the longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it…</source>
        <translation>Ansehen…</translation>
    </message>
    <message>
        <source>Look for duplicates…</source>
        <translation>Nach Doppelungen suchen…</translation>
    </message>
    <message>
        <source>Looking for a token …</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Made in {here} and in Airtable with the same key; {fields} differs</source>
        <comment>Made in {here} and in Airtable with the same key; {fields} differ</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Make texts from Airtable harmless that a spreadsheet would take for formulas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this table in {base}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the file …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the table {table} in Airtable …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many deletions at once are held back until you agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Mend {record}</source>
        <translation>{record} beheben</translation>
    </message>
    <message>
        <source>Merge both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new table in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Never in step so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New pair</source>
        <translation>Neues Paar</translation>
    </message>
    <message>
        <source>New table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New table from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next conflict (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conflict&apos;s record or field has this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key yet: choose a column whose values are all different, and tick “Part of the key”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row of the queue has “{text}”.</source>
        <translation>Keine Zeile der Warteschlange enthält „{text}“.</translation>
    </message>
    <message>
        <source>No run today yet.</source>
        <translation>Heute noch kein Abgleich.</translation>
    </message>
    <message>
        <source>No table that can take part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible: {field} {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Noch nie abgeglichen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: what was not sent waits in the queue.</source>
        <translation>Nichts ist verloren: Was nicht gesendet wurde, wartet in der Warteschlange.</translation>
    </message>
    <message>
        <source>Nothing is written until you start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>Nothing was stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing written in these days</source>
        <translation>In diesen Tagen wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>Numbered in Airtable, read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
    <message>
        <source>Only fields in conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only from Airtable to this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only from this computer to Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Airtable’s page for tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Overwrite edits on the other side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Pair: {pair}</source>
        <translation>Paar: {pair}</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Part of the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste it again whole, or make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the file on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Paused by you</source>
        <translation>Von Ihnen angehalten</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Personal access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Previous conflict (P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Read only, {part}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading both sides …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received today</source>
        <translation>Heute erhalten</translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Replace the key…</source>
        <translation>Zugangsschlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Replace the token…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring in Airtable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <translation>Alle fehlgeschlagenen erneut versuchen</translation>
    </message>
    <message>
        <source>Retry in {span}</source>
        <translation>Erneuter Versuch in {span}</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Retry {count} now</source>
        <translation>{count} erneut versuchen</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>Rollup in Airtable, read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}. {cells}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that leave by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Same name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Zeitplan…</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Search bases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search records</source>
        <translation>Datensätze suchen</translation>
    </message>
    <message>
        <source>Search records or fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock right if it is wrong. If your network looks into connections, its own certificate must be among the system&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Show in Airtable</source>
        <translation>In Airtable zeigen</translation>
    </message>
    <message>
        <source>Show it: {side}</source>
        <translation>Zeigen: {side}</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Diese zeigen</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Since {since}</source>
        <translation>Seit {since}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start: {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Step {number} of {of}, {step}, {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Sync all now</source>
        <translation>Alle jetzt abgleichen</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Table {table}, {n} field</source>
        <comment>Table {table}, {n} fields</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Airtable&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Airtable’s value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the later edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this computer&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this computer’s value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {value}, Airtable&apos;s value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {value}, this computer&apos;s value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes no part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking Airtable&apos;s:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking this computer&apos;s:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking {value}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command line and its JSON are always English.</source>
        <translation>Die Befehlszeile und ihr JSON sind immer englisch.</translation>
    </message>
    <message>
        <source>The connection is not safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field {field}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record leaves the pair and stays there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record waits in Conflicts; everything else goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was edited {kept} and deleted {lost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table is made without records; they follow when you start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table on this computer is never written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token sees no base: give it access to one in Airtable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are careful to begin with: nothing is overwritten without asking you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are told of in the preview.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They wait for different reasons; choose one to read its own.</source>
        <translation>Sie warten aus verschiedenen Gründen; wählen Sie eine Zeile, um ihren zu lesen.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>This is the built-in sandbox, an Airtable on this computer. It needs no token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>To Airtable only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To this computer only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To {place}</source>
        <translation>Nach: {place}</translation>
    </message>
    <message>
        <source>To: {place}</source>
        <translation>Nach: {place}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Today&apos;s runs</source>
        <translation>Abgleiche von heute</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the decision about {record}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the run at {time}?</source>
        <translation>Den Abgleich um {time} rückgängig machen?</translation>
    </message>
    <message>
        <source>Undo the run at {time}…</source>
        <translation>Den Abgleich um {time} rückgängig machen…</translation>
    </message>
    <message>
        <source>Undo the run of {pair} at {time}…</source>
        <translation>Den Abgleich von {pair} um {time} rückgängig machen…</translation>
    </message>
    <message numerus="yes">
        <source>Undo {n} decision?</source>
        <comment>Undo {n} decisions?</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation>Nicht in Ordnung</translation>
    </message>
    <message>
        <source>Unlock or install a keyring (GNOME Keyring, KWallet, KeePassXC).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Update Bench press, 11 May Duration</source>
        <translation>Ändern Bankdrücken, 11. Mai Dauer</translation>
    </message>
    <message>
        <source>Update {record}</source>
        <translation>{record} ändern</translation>
    </message>
    <message>
        <source>Version moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waiting for key</source>
        <translation>Wartet auf Schlüssel</translation>
    </message>
    <message>
        <source>Waiting until {time}</source>
        <translation>Wartet bis {time}</translation>
    </message>
    <message>
        <source>Waits since {since}, {tried}</source>
        <translation>Wartet seit {since}, {tried}</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What a sync could not write yet will be here: changes that were refused, rows that can’t be read, and whatever is on its way while a sync runs.</source>
        <translation>Hier steht, was ein Abgleich noch nicht schreiben konnte: abgelehnte Änderungen, nicht lesbare Zeilen und, während ein Abgleich läuft, alles, was unterwegs ist.</translation>
    </message>
    <message>
        <source>What answers as {host} can&apos;t prove that it is: its certificate is not good ({why}). It was sent nothing, and no token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shall happen, and when?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the columns seem to hold. {cells}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the first sync will do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the same field is changed on both sides, it waits here for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When you make the token, give it these scopes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the times are not known for sure, ask me.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Which column belongs to which field?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which table in Airtable?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which table on this computer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a field of the table changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a run was undone, and this record changed since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all in step</source>
        <translation>alle im Gleichstand</translation>
    </message>
    <message>
        <source>and access to the base whose table you want in step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>ask me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blank</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>both sides edited this record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column {column} is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>date and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted from {place}, seen by AirSync {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted on this computer, edited in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not look like a phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not look like a web address (http or https)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not look like an e-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited on this computer, deleted in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everything else is in step</source>
        <translation>alles andere ist im Gleichstand</translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the key {key}, which is not found, and {rows} can&apos;t be read: it may be this record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has “{value}”, which is no key in the linked table that is in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has “{value}”, which is no key in {pair} that is in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has “{value}”, which is not one of the choices in Airtable (there are none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has “{value}”, which is not one of the choices in Airtable ({choices})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has “{value}”, which is the key of {count} records of the linked table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has “{value}”, which is the key of {count} records of {pair}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held since {since}</source>
        <translation>zurückgehalten seit {since}</translation>
    </message>
    <message>
        <source>in {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a time, not a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is computed or read-only in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is gone, and more than one new record has its key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is gone, and more than one new row has its key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is longer than {count} characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a check box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a date and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a finite number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a rich text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not found, and {rows} can&apos;t be read: it may be this record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not one of the choices in Airtable (there are none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not one of the choices in Airtable ({choices})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is required and must not be blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is wholly blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it moved just then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its key {key} is already in use by another record on the other side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its version moved in Airtable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>kept in the keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key {key} is also in {rows}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last run {moment}</source>
        <translation>letzter Abgleich: {moment}</translation>
    </message>
    <message>
        <source>later edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>long text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>multiple select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a whole number from 1 to {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>no field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no record here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no requests</source>
        <translation>keine Anfragen</translation>
    </message>
    <message>
        <source>none seen yet</source>
        <translation>noch keine gesehen</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sent so far</source>
        <translation>noch nicht gesendet</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>nicht angekreuzt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>now {type}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>reading Airtable, {n} record so far</source>
        <comment>reading Airtable, {n} records so far</comment>
        <translation>
            <numerusform>liest Airtable, bisher {n} Datensatz</numerusform>
            <numerusform>liest Airtable, bisher {n} Datensätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reading this computer, {n} record so far</source>
        <comment>reading this computer, {n} records so far</comment>
        <translation>
            <numerusform>liest diesen Computer, bisher {n} Datensatz</numerusform>
            <numerusform>liest diesen Computer, bisher {n} Datensätze</numerusform>
        </translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>seen {moment}</source>
        <translation>gesehen {moment}</translation>
    </message>
    <message>
        <source>seen {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending {done} of {total} to Airtable</source>
        <translation>sendet {done} von {total} an Airtable</translation>
    </message>
    <message>
        <source>single line text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>single select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>the same key was made on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sandbox needs none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angekreuzt</translation>
    </message>
    <message>
        <source>to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to read the records of your tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to see which bases, tables and fields there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to write what you changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message numerus="yes">
        <source>tried once</source>
        <comment>tried {n} times</comment>
        <translation>
            <numerusform>einmal versucht</numerusform>
            <numerusform>{n}-mal versucht</numerusform>
        </translation>
    </message>
    <message>
        <source>trying again, until {time}</source>
        <translation>neuer Versuch, bis {time}</translation>
    </message>
    <message>
        <source>waiting for answers that were lost, until {time}</source>
        <translation>wartet auf verlorene Antworten, bis {time}</translation>
    </message>
    <message>
        <source>waits since {since}, {tried}</source>
        <translation>wartet seit {since}, {tried}</translation>
    </message>
    <message>
        <source>writing {done} of {total} on this computer</source>
        <translation>schreibt {done} von {total} auf diesem Computer</translation>
    </message>
    <message>
        <source>written to {place}</source>
        <translation>geschrieben: {place}</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>yesterday 00:00</source>
        <translation>gestern 00:00</translation>
    </message>
    <message>
        <source>yesterday 20:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you are here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{about}, {columns} columns (the first {shown} are shown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{about}, {n} column</source>
        <comment>{about}, {n} columns</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{base} › a new table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{calls} of {allowance}</source>
        <translation>{calls} von {allowance}</translation>
    </message>
    <message>
        <source>{count} computed, read only</source>
        <translation>{count} berechnet, nur lesend</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} held</source>
        <translation>{count} zurückgehalten</translation>
    </message>
    <message>
        <source>{count} in flight</source>
        <translation>{count} unterwegs</translation>
    </message>
    <message>
        <source>{count} mapped</source>
        <translation>{count} zugeordnet</translation>
    </message>
    <message>
        <source>{count} pending</source>
        <translation>{count} wartend</translation>
    </message>
    <message>
        <source>{count} retrying</source>
        <translation>{count} in neuem Versuch</translation>
    </message>
    <message>
        <source>{count} waiting for key</source>
        <translation>{count} wartend auf Schlüssel</translation>
    </message>
    <message>
        <source>{day} {clock}</source>
        <translation>{day} {clock}</translation>
    </message>
    <message>
        <source>{day}st</source>
        <translation>{day}.</translation>
    </message>
    <message>
        <source>{day}th</source>
        <translation>{day}.</translation>
    </message>
    <message>
        <source>{event}, seen by AirSync {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fields} is blank</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{fields} was changed in {here} and in Airtable</source>
        <comment>{fields} were changed in {here} and in Airtable</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{fields} was changed {kept}; the record was deleted {lost}</source>
        <comment>{fields} were changed {kept}; the record was deleted {lost}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{field} (read only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: “{value}” {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: “{value}” {rule} (did you mean “{other}”?)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} Std.</translation>
    </message>
    <message>
        <source>{hours} h ago</source>
        <translation>vor {hours} Std.</translation>
    </message>
    <message>
        <source>{mapped} of {all} mapped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} Min.</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>vor {minutes} Min.</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} und {last}</translation>
    </message>
    <message numerus="yes">
        <source>{names} and {n} more field</source>
        <comment>{names} and {n} more fields</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{name} on this computer</source>
        <translation>{name} auf diesem Computer</translation>
    </message>
    <message numerus="yes">
        <source>{n} API call.</source>
        <comment>{n} API calls.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} Airtable field takes no part:</source>
        <comment>{n} Airtable fields take no part:</comment>
        <translation>
            <numerusform>{n} Airtable-Feld nimmt nicht teil:</numerusform>
            <numerusform>{n} Airtable-Felder nehmen nicht teil:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} call</source>
        <comment>{n} calls</comment>
        <translation>
            <numerusform>{n} Aufruf</numerusform>
            <numerusform>{n} Aufrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} change to look at</source>
        <comment>{n} changes to look at</comment>
        <translation>
            <numerusform>{n} Änderung zu prüfen</numerusform>
            <numerusform>{n} Änderungen zu prüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} column takes no part:</source>
        <comment>{n} columns take no part:</comment>
        <translation>
            <numerusform>{n} Spalte nimmt nicht teil:</numerusform>
            <numerusform>{n} Spalten nehmen nicht teil:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conflict</source>
        <comment>{n} conflicts</comment>
        <translation>
            <numerusform>{n} Konflikt</numerusform>
            <numerusform>{n} Konflikte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conflict is settled.</source>
        <comment>{n} conflicts are settled.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} day</source>
        <comment>{n} days</comment>
        <translation>
            <numerusform>{n} Tag</numerusform>
            <numerusform>{n} Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} failed</source>
        <comment>{n} failed</comment>
        <translation>
            <numerusform>{n} fehlgeschlagen</numerusform>
            <numerusform>{n} fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field in {records}</source>
        <comment>{n} fields in {records}</comment>
        <translation>
            <numerusform>{n} Feld in {records}</numerusform>
            <numerusform>{n} Felder in {records}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} needs you</source>
        <comment>{n} need you</comment>
        <translation>
            <numerusform>{n} braucht Sie</numerusform>
            <numerusform>{n} brauchen Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {all} do not fit</source>
        <comment>{n} of {all} do not fit</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {all} values do not fit: {values} {why}. They are left as they are until they do.</source>
        <comment>{n} of {all} values do not fit: {values} {why}. They are left as they are until they do.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pair</source>
        <comment>{n} pairs</comment>
        <translation>
            <numerusform>{n} Paar</numerusform>
            <numerusform>{n} Paare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} paused</source>
        <comment>{n} paused</comment>
        <translation>
            <numerusform>{n} angehalten</numerusform>
            <numerusform>{n} angehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record</source>
        <comment>{n} records</comment>
        <translation>
            <numerusform>{n} Datensatz</numerusform>
            <numerusform>{n} Datensätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record held: others have the same key</source>
        <comment>{n} records held: others have the same key</comment>
        <translation>
            <numerusform>{n} Datensatz zurückgehalten: andere haben denselben Schlüssel</numerusform>
            <numerusform>{n} Datensätze zurückgehalten: andere haben denselben Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row</source>
        <comment>{n} rows</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row can’t be read</source>
        <comment>{n} rows can’t be read</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row chosen</source>
        <comment>{n} rows chosen</comment>
        <translation>
            <numerusform>{n} Zeile gewählt</numerusform>
            <numerusform>{n} Zeilen gewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row has no key</source>
        <comment>{n} rows have no key</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row in all.</source>
        <comment>{n} rows in all.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row shares a key with another</source>
        <comment>{n} rows share a key with another</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row, all unique.</source>
        <comment>{n} rows, all unique.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} stopping</source>
        <comment>{n} stopping</comment>
        <translation>
            <numerusform>{n} wird abgebrochen</numerusform>
            <numerusform>{n} werden abgebrochen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} syncing</source>
        <comment>{n} syncing</comment>
        <translation>
            <numerusform>{n} gleicht ab</numerusform>
            <numerusform>{n} gleichen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} waiting</source>
        <comment>{n} waiting</comment>
        <translation>
            <numerusform>{n} wartet</numerusform>
            <numerusform>{n} warten</numerusform>
        </translation>
    </message>
    <message>
        <source>{over} more than the allowance of {allowance}</source>
        <translation>{over} mehr als das Kontingent von {allowance}</translation>
    </message>
    <message>
        <source>{person} changed {place} {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} is not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} was changed {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} was changed, seen by AirSync {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place}, seen by AirSync {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{record} is settled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{row} of {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{share} % errors</source>
        <translation>{share} % Fehler</translation>
    </message>
    <message>
        <source>{state}. {record} in {pair}. {sentence}. Since {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{troubles}: held back until that is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used} of {allowance} used, forecast {forecast}</source>
        <translation>{used} von {allowance} verbraucht, voraussichtlich {forecast}</translation>
    </message>
    <message>
        <source>{used} of {allowance} used, forecast {forecast}, more than allowed</source>
        <translation>{used} von {allowance} verbraucht, voraussichtlich {forecast}, mehr als erlaubt</translation>
    </message>
    <message>
        <source>{used} used, forecast {forecast}</source>
        <translation>{used} verbraucht, voraussichtlich {forecast}</translation>
    </message>
    <message>
        <source>“{value}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… und {count} weitere</translation>
    </message>
</context>
</TS>
