<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> in the cache</source>
        <translation> im Zwischenspeicher</translation>
    </message>
    <message>
        <source> in the duplicates of {name}</source>
        <translation> unter den Doppelungen von {name}</translation>
    </message>
    <message>
        <source> in the history</source>
        <translation> im Verlauf</translation>
    </message>
    <message>
        <source> in the history of {name}</source>
        <translation> im Verlauf von {name}</translation>
    </message>
    <message>
        <source> in the local table</source>
        <translation> in der lokalen Tabelle</translation>
    </message>
    <message>
        <source> in the pair {name}</source>
        <translation> im Paar {name}</translation>
    </message>
    <message>
        <source> in the queue</source>
        <translation> in der Warteschlange</translation>
    </message>
    <message>
        <source> in the settings (it was removed)</source>
        <translation> in den Einstellungen (es wurde entfernt)</translation>
    </message>
    <message>
        <source> in what AirSync knows of {name}</source>
        <translation> in dem, was AirSync von {name} weiß</translation>
    </message>
    <message>
        <source> in what run {name} wrote</source>
        <translation> in dem, was Abgleich {name} geschrieben hat</translation>
    </message>
    <message>
        <source> in {place}</source>
        <translation> in {place}</translation>
    </message>
    <message>
        <source>% of requests or more</source>
        <translation>% der Anfragen oder mehr</translation>
    </message>
    <message>
        <source>% or more</source>
        <translation>% oder mehr</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>(removed)</source>
        <translation>(entfernt)</translation>
    </message>
    <message>
        <source>0 looks at nothing. What is reached is told in Health, and by a notification.</source>
        <translation>0 prüft nichts. Was erreicht wird, steht unter „Zustand“ und kommt als Benachrichtigung.</translation>
    </message>
    <message>
        <source>A CSV, TSV or JSON file, a workbook, a folder of Markdown notes, or a database&apos;s table. Type its path, or a server&apos;s address; choose it, or drop it here.</source>
        <translation>Eine CSV-, TSV- oder JSON-Datei, eine Arbeitsmappe, ein Ordner mit Markdown-Notizen oder die Tabelle einer Datenbank. Geben Sie den Pfad oder die Adresse eines Servers ein, wählen Sie aus oder ziehen Sie die Datei hierher.</translation>
    </message>
    <message>
        <source>A bug in AirSync</source>
        <translation>Ein Fehler in AirSync</translation>
    </message>
    <message>
        <source>A change that waits</source>
        <translation>Eine Änderung, die wartet</translation>
    </message>
    <message>
        <source>A column has no name: give it one, or Airtable has no name for its field.</source>
        <translation>Eine Spalte hat keinen Namen: Geben Sie ihr einen, sonst hat Airtable keinen Namen für ihr Feld.</translation>
    </message>
    <message>
        <source>A column of {pair} that takes no part</source>
        <translation>Eine Spalte von {pair}, die nicht teilnimmt</translation>
    </message>
    <message>
        <source>A conflict was settled {time} {how}: {kind}.</source>
        <translation>Ein Konflikt wurde {time} entschieden, {how}: {kind}.</translation>
    </message>
    <message>
        <source>A copy of {file} is kept before it is changed.</source>
        <translation>Vor der Änderung wird eine Kopie von {file} aufbewahrt.</translation>
    </message>
    <message>
        <source>A field is named twice in the key.</source>
        <translation>Ein Feld kommt im Schlüssel zweimal vor.</translation>
    </message>
    <message>
        <source>A file&apos;s name can&apos;t hold the NUL character.</source>
        <translation>Ein Dateiname kann das NUL-Zeichen nicht enthalten.</translation>
    </message>
    <message>
        <source>A guard stopped the last run before anything was written.</source>
        <translation>Eine Schutzregel hat den letzten Abgleich angehalten, bevor etwas geschrieben wurde.</translation>
    </message>
    <message>
        <source>A guard stops this sync.</source>
        <translation>Eine Schutzregel hält diesen Abgleich an.</translation>
    </message>
    <message>
        <source>A key field was retyped</source>
        <translation>Ein Schlüsselfeld hat einen anderen Typ</translation>
    </message>
    <message>
        <source>A made-up Airtable with meals, workouts and habits, running on this computer. Break it as you like.</source>
        <translation>Ein erfundenes Airtable mit Mahlzeiten, Training und Gewohnheiten, das auf diesem Computer läuft. Probieren Sie alles aus.</translation>
    </message>
    <message>
        <source>A number of my own</source>
        <translation>Eine eigene Zahl</translation>
    </message>
    <message>
        <source>A pair needs a key: one or more fields that tell records apart (--key FIELD).</source>
        <translation>Ein Paar braucht einen Schlüssel: ein oder mehrere Felder, die Datensätze unterscheiden (--key FIELD).</translation>
    </message>
    <message>
        <source>A pair was not synced when it should have been</source>
        <translation>Ein Paar wurde nicht abgeglichen, als es fällig war</translation>
    </message>
    <message>
        <source>A pair&apos;s fields are listed here, with what becomes of them.</source>
        <translation>Hier stehen die Felder eines Paars und was mit ihnen geschieht.</translation>
    </message>
    <message>
        <source>A pair&apos;s name is 1 to {most} visible characters on one line, the first one no dash.</source>
        <translation>Der Name eines Paars hat 1 bis {most} sichtbare Zeichen in einer Zeile, das erste kein Bindestrich.</translation>
    </message>
    <message>
        <source>A pair&apos;s own name</source>
        <translation>Der Name eines Paars</translation>
    </message>
    <message>
        <source>A record that changed since it was shown stays open. All of it can be undone in History.</source>
        <translation>Ein Datensatz, der sich seitdem geändert hat, bleibt offen. Alles lässt sich im Verlauf rückgängig machen.</translation>
    </message>
    <message>
        <source>A record that somebody else wrote in between waits in Conflicts.</source>
        <translation>Ein Datensatz, den inzwischen jemand anderes geschrieben hat, wartet in Konflikte.</translation>
    </message>
    <message>
        <source>A record&apos;s name as long as most are</source>
        <translation>Name eines Datensatzes, so lang wie die meisten</translation>
    </message>
    <message>
        <source>A row that is gone here was not deleted</source>
        <translation>Eine Zeile, die hier fehlt, wurde nicht gelöscht</translation>
    </message>
    <message>
        <source>A run goes on in another AirSync, or ended unexpectedly.</source>
        <translation>Ein Abgleich läuft in einem anderen AirSync oder endete unerwartet.</translation>
    </message>
    <message>
        <source>A sandbox Airtable starts on this computer. Nothing leaves it.</source>
        <translation>Ein Sandbox-Airtable startet auf diesem Computer. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>A schedule of its own</source>
        <translation>Ein eigener Zeitplan</translation>
    </message>
    <message>
        <source>A spreadsheet would run them. An apostrophe stands before them in the file, and is left out again when the file is read.</source>
        <translation>Eine Tabellenkalkulation würde sie ausführen. In der Datei steht ein Apostroph davor; beim Lesen der Datei fällt er wieder weg.</translation>
    </message>
    <message>
        <source>A sync stops and asks you before it deletes more than {deletes} records and {delete_share} % of a side, or changes more than {updates} and {update_share} %, and where a table is empty or cut off all at once.</source>
        <translation>Ein Abgleich hält an und fragt Sie, bevor er mehr als {deletes} Datensätze und {delete_share} % einer Seite löscht oder mehr als {updates} und {update_share} % ändert, und wo eine Tabelle auf einmal leer oder abgeschnitten ist.</translation>
    </message>
    <message>
        <source>A token is kept already. Leave the line empty to go on with it, or paste another one.</source>
        <translation>Ein Token ist schon gespeichert. Lassen Sie die Zeile leer, um damit weiterzumachen, oder fügen Sie ein anderes ein.</translation>
    </message>
    <message>
        <source>A value that does not fit</source>
        <translation>Ein Wert, der nicht passt</translation>
    </message>
    <message>
        <source>AI text</source>
        <translation>KI-Text</translation>
    </message>
    <message>
        <source>AIRTABLE_ENDPOINT_URL is not a web address.</source>
        <translation>AIRTABLE_ENDPOINT_URL ist keine Webadresse.</translation>
    </message>
    <message>
        <source>AIRTABLE_ENDPOINT_URL must begin with https:// (http:// only for this computer).</source>
        <translation>AIRTABLE_ENDPOINT_URL muss mit https:// beginnen (http:// nur für diesen Computer).</translation>
    </message>
    <message>
        <source>AIRTABLE_ENDPOINT_URL must end with its host or path, without ? or #.</source>
        <translation>AIRTABLE_ENDPOINT_URL muss mit Host oder Pfad enden, ohne ? oder #.</translation>
    </message>
    <message>
        <source>AIRTABLE_ENDPOINT_URL must not hold a user name or password.</source>
        <translation>AIRTABLE_ENDPOINT_URL darf keinen Benutzernamen und kein Passwort enthalten.</translation>
    </message>
    <message>
        <source>API calls in {month}</source>
        <translation>API-Aufrufe im {month}</translation>
    </message>
    <message>
        <source>API calls this month</source>
        <translation>Aufrufe im Monat</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Add a token…</source>
        <translation>Token hinzufügen…</translation>
    </message>
    <message>
        <source>Add missing choices to Airtable</source>
        <translation>Fehlende Auswahlwerte in Airtable ergänzen</translation>
    </message>
    <message>
        <source>Add one: without it AirSync can&apos;t tell which row is which.</source>
        <translation>Legen Sie einen an: ohne ihn kann AirSync die Zeilen nicht unterscheiden.</translation>
    </message>
    <message>
        <source>Add this rule</source>
        <translation>Diese Regel hinzufügen</translation>
    </message>
    <message>
        <source>Added in {place} {moment}.</source>
        <translation>In {place} angelegt, {moment}.</translation>
    </message>
    <message>
        <source>Added in {place} {moment}: {reason}.</source>
        <translation>In {place} angelegt, {moment}: {reason}.</translation>
    </message>
    <message>
        <source>After an undo the record is {kept} and not {lost}</source>
        <translation>Nach dem Rückgängigmachen ist der Datensatz {kept} und nicht {lost}</translation>
    </message>
    <message numerus="yes">
        <source>After an undo {fields} differs in {here} and in Airtable</source>
        <comment>After an undo {fields} differ in {here} and in Airtable</comment>
        <translation>
            <numerusform>Nach dem Rückgängigmachen ist {fields} in {here} und in Airtable verschieden</numerusform>
            <numerusform>Nach dem Rückgängigmachen sind {fields} in {here} und in Airtable verschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>AirSync can&apos;t sync {extension} files: {what}.</source>
        <translation>AirSync kann {extension}-Dateien nicht abgleichen: {what}.</translation>
    </message>
    <message>
        <source>AirSync can&apos;t sync {scheme}:// tables, only postgresql:// and mysql:// ones.</source>
        <translation>AirSync kann {scheme}://-Tabellen nicht abgleichen, nur postgresql:// und mysql://.</translation>
    </message>
    <message>
        <source>AirSync can&apos;t sync “{file}”, which has no file ending: {what}.</source>
        <translation>AirSync kann „{file}“ nicht abgleichen, denn der Name hat keine Endung: {what}.</translation>
    </message>
    <message>
        <source>AirSync ended before the run did; the next one looked up why.</source>
        <translation>AirSync endete vor dem Abgleich; der nächste hat nachgesehen, warum.</translation>
    </message>
    <message>
        <source>AirSync goes on in the tray</source>
        <translation>AirSync arbeitet im Infobereich weiter</translation>
    </message>
    <message>
        <source>AirSync is looking at your pairs.</source>
        <translation>AirSync sieht sich Ihre Paare an.</translation>
    </message>
    <message>
        <source>AirSync is unhealthy</source>
        <translation>AirSync ist gestört</translation>
    </message>
    <message>
        <source>AirSync leaves this field alone until that is settled; all others go on. It may also be brought back in Airtable.</source>
        <translation>AirSync lässt dieses Feld in Ruhe, bis das geklärt ist; alle anderen gehen weiter. Es kann auch in Airtable zurückgebracht werden.</translation>
    </message>
    <message>
        <source>AirSync needs a personal access token. Make one in Airtable, then paste it here.</source>
        <translation>AirSync braucht ein persönliches Zugriffstoken. Erstellen Sie eines in Airtable und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>AirSync set-up (*.toml)</source>
        <translation>AirSync-Einrichtung (*.toml)</translation>
    </message>
    <message>
        <source>AirSync&apos;s own files</source>
        <translation>AirSyncs eigene Dateien</translation>
    </message>
    <message>
        <source>AirSync’s manual</source>
        <translation>AirSync-Handbuch</translation>
    </message>
    <message>
        <source>Airtable</source>
        <translation>Airtable</translation>
    </message>
    <message>
        <source>Airtable answered with an error of its own (HTTP {status}).</source>
        <translation>Airtable antwortete mit einem eigenen Fehler (HTTP {status}).</translation>
    </message>
    <message>
        <source>Airtable asked for a pause at {limited} of {requests} requests {when} ({share} %): more was sent than it takes, by AirSync or by other programs.</source>
        <translation>Airtable bat {when} bei {limited} von {requests} Anfragen um eine Pause ({share} %): AirSync oder andere Programme haben mehr gesendet, als es annimmt.</translation>
    </message>
    <message>
        <source>Airtable asked for a pause, until {time}</source>
        <translation>Airtable bat um eine Pause, bis {time}</translation>
    </message>
    <message>
        <source>Airtable asks for a pause</source>
        <translation>Airtable bittet um eine Pause</translation>
    </message>
    <message>
        <source>Airtable asks for pauses</source>
        <translation>Airtable bittet um Pausen</translation>
    </message>
    <message>
        <source>Airtable can&apos;t be reached</source>
        <translation>Airtable ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Airtable did not answer{why}.</source>
        <translation>Airtable hat nicht geantwortet{why}.</translation>
    </message>
    <message>
        <source>Airtable does not accept the access token</source>
        <translation>Airtable nimmt den Zugriffstoken nicht an</translation>
    </message>
    <message>
        <source>Airtable does not accept the access token{why}.</source>
        <translation>Airtable nimmt den Zugriffstoken nicht an{why}.</translation>
    </message>
    <message>
        <source>Airtable does not permit this with the present token{why}.</source>
        <translation>Airtable erlaubt dies mit dem gegenwärtigen Token nicht{why}.</translation>
    </message>
    <message>
        <source>Airtable does not say which it is. The calls that AirSync sends are counted against it, in the sidebar.</source>
        <translation>Airtable verrät nicht, welcher es ist. Die Seitenleiste zählt die Aufrufe von AirSync dagegen.</translation>
    </message>
    <message>
        <source>Airtable has a problem</source>
        <translation>Airtable hat ein Problem</translation>
    </message>
    <message>
        <source>Airtable is never written.</source>
        <translation>In Airtable wird nie geschrieben.</translation>
    </message>
    <message>
        <source>Airtable now</source>
        <translation>Airtable jetzt</translation>
    </message>
    <message>
        <source>Airtable plan</source>
        <translation>Airtable-Tarif</translation>
    </message>
    <message>
        <source>Airtable refused a webhook for the base.</source>
        <translation>Airtable hat einen Webhook für die Base abgelehnt.</translation>
    </message>
    <message>
        <source>Airtable refused it: {why}.</source>
        <translation>Airtable hat es abgelehnt: {why}.</translation>
    </message>
    <message>
        <source>Airtable refused the field {field}: {why}.</source>
        <translation>Airtable hat das Feld {field} abgelehnt: {why}.</translation>
    </message>
    <message>
        <source>Airtable refused the request because it is too large.</source>
        <translation>Airtable hat die Anfrage abgelehnt, weil sie zu groß ist.</translation>
    </message>
    <message>
        <source>Airtable refuses further calls for this workspace until the month ends.</source>
        <translation>Airtable lehnt weitere Aufrufe für diesen Arbeitsbereich bis zum Monatsende ab.</translation>
    </message>
    <message>
        <source>Airtable sandbox</source>
        <translation>Airtable Sandbox</translation>
    </message>
    <message>
        <source>Airtable takes 5 requests a second for each base, and asks for a pause of {seconds} seconds.</source>
        <translation>Airtable nimmt für jede Base 5 Anfragen pro Sekunde an und bittet um eine Pause von {seconds} Sekunden.</translation>
    </message>
    <message>
        <source>Airtable works it out</source>
        <translation>Airtable berechnet es</translation>
    </message>
    <message>
        <source>Airtable&apos;s list has no end.</source>
        <translation>Die Liste von Airtable hat kein Ende.</translation>
    </message>
    <message>
        <source>Airtable&apos;s list kept breaking off: {error}</source>
        <translation>Die Liste von Airtable brach immer wieder ab: {error}</translation>
    </message>
    <message>
        <source>Airtable&apos;s list of {name} kept coming back incomplete</source>
        <translation>Die Liste der {name} von Airtable kam immer wieder unvollständig an</translation>
    </message>
    <message>
        <source>Airtable&apos;s value is taken</source>
        <translation>Airtables Wert wird übernommen</translation>
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
        <translation>Ähnliche Namen wurden zugeordnet. Ändern Sie jede Zuordnung nach Wunsch oder lassen Sie eine Spalte aus.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All from Airtable</source>
        <translation>Alles aus Airtable</translation>
    </message>
    <message>
        <source>All from this computer</source>
        <translation>Alles von diesem Computer</translation>
    </message>
    <message>
        <source>All of AirSync on this computer keeps below both. Your agreement with Airtable may differ from {base} and {token}; less leaves room for other programs on the same base.</source>
        <translation>Alles von AirSync auf diesem Computer bleibt unter beidem. Ihr Vertrag mit Airtable kann von {base} und {token} abweichen; weniger lässt anderen Programmen Platz, die dieselbe Base benutzen.</translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>Alle Paare</translation>
    </message>
    <message>
        <source>All pairs.</source>
        <translation>Alle Paare.</translation>
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
        <source>All records at each sync, as the pair says.</source>
        <translation>Bei jedem Abgleich alle Datensätze, wie das Paar es vorgibt.</translation>
    </message>
    <message>
        <source>All records read {moment}.</source>
        <translation>Alle Datensätze gelesen {moment}.</translation>
    </message>
    <message>
        <source>All records were last read because Airtable refused to look for times of last edits.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil Airtable die Suche nach Zeiten der letzten Änderung ablehnte.</translation>
    </message>
    <message>
        <source>All records were last read because a sync had left work behind.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil ein Abgleich Arbeit übrig gelassen hatte.</translation>
    </message>
    <message>
        <source>All records were last read because it was the first time.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil es das erste Mal war.</translation>
    </message>
    <message>
        <source>All records were last read because more had changed than is worth asking for.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil sich mehr geändert hatte, als einzeln zu fragen lohnt.</translation>
    </message>
    <message>
        <source>All records were last read because the change feed did not answer.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil die Änderungsmeldungen ausblieben.</translation>
    </message>
    <message>
        <source>All records were last read because the change feed had a gap.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil die Änderungsmeldungen eine Lücke hatten.</translation>
    </message>
    <message>
        <source>All records were last read because the change feed had not been read for days.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil die Änderungsmeldungen tagelang nicht gelesen worden waren.</translation>
    </message>
    <message>
        <source>All records were last read because the change feed reported an error.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil die Änderungsmeldungen einen Fehler meldeten.</translation>
    </message>
    <message>
        <source>All records were last read because the change feed was gone.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil die Änderungsmeldungen weg waren.</translation>
    </message>
    <message>
        <source>All records were last read because the fields had changed.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil sich die Felder geändert hatten.</translation>
    </message>
    <message>
        <source>All records were last read because you asked for it.</source>
        <translation>Alle Datensätze wurden zuletzt gelesen, weil Sie es wünschten.</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Abgleiche</translation>
    </message>
    <message>
        <source>Allow this user to read it and to write its folder, or close the program that has it open.</source>
        <translation>Erlauben Sie diesem Benutzer, sie zu lesen und in ihren Ordner zu schreiben, oder schließen Sie das Programm, das sie geöffnet hat.</translation>
    </message>
    <message>
        <source>Allow this user to read it, or close the program that has it open.</source>
        <translation>Erlauben Sie diesem Benutzer, sie zu lesen, oder schließen Sie das Programm, das sie geöffnet hat.</translation>
    </message>
    <message>
        <source>Allow this user to write the file and its folder, or close the program that has it open.</source>
        <translation>Erlauben Sie diesem Benutzer, die Datei und ihren Ordner zu schreiben, oder schließen Sie das Programm, das sie geöffnet hat.</translation>
    </message>
    <message>
        <source>Allow this user to write the file and its folder.</source>
        <translation>Erlauben Sie diesem Benutzer, die Datei und ihren Ordner zu schreiben.</translation>
    </message>
    <message>
        <source>Allow this user to write the file.</source>
        <translation>Erlauben Sie diesem Benutzer, die Datei zu schreiben.</translation>
    </message>
    <message>
        <source>Allow this user to write the folder and what is in it.</source>
        <translation>Erlauben Sie diesem Benutzer, den Ordner und was darin ist zu schreiben.</translation>
    </message>
    <message>
        <source>Allow this user to write the folder that it is in.</source>
        <translation>Erlauben Sie diesem Benutzer, den Ordner zu schreiben, in dem sie liegt.</translation>
    </message>
    <message numerus="yes">
        <source>Always take Airtable&apos;s value for {fields}…</source>
        <comment>Always take Airtable&apos;s values for {fields}…</comment>
        <translation>
            <numerusform>Für {fields} immer den Wert aus Airtable übernehmen…</numerusform>
            <numerusform>Für {fields} immer die Werte aus Airtable übernehmen…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Always take this computer&apos;s value for {fields}…</source>
        <comment>Always take this computer&apos;s values for {fields}…</comment>
        <translation>
            <numerusform>Für {fields} immer den Wert dieses Computers übernehmen…</numerusform>
            <numerusform>Für {fields} immer die Werte dieses Computers übernehmen…</numerusform>
        </translation>
    </message>
    <message>
        <source>An access token is old</source>
        <translation>Ein Zugriffstoken ist alt</translation>
    </message>
    <message>
        <source>An access token that is</source>
        <translation>Ein Zugriffstoken ist</translation>
    </message>
    <message>
        <source>An account needs a name.</source>
        <translation>Ein Konto braucht einen Namen.</translation>
    </message>
    <message>
        <source>An edit made in Airtable was overwritten.</source>
        <translation>Eine Änderung in Airtable wurde überschrieben.</translation>
    </message>
    <message>
        <source>An edit made on this computer was overwritten.</source>
        <translation>Eine Änderung auf diesem Computer wurde überschrieben.</translation>
    </message>
    <message>
        <source>An edit on either side is carried to the other.</source>
        <translation>Eine Änderung auf einer Seite wird auf die andere übertragen.</translation>
    </message>
    <message>
        <source>An interval is {minutes} minutes to {days} days.</source>
        <translation>Ein Abstand ist {minutes} Minuten bis {days} Tage.</translation>
    </message>
    <message numerus="yes">
        <source>And {n} more.</source>
        <comment>And {n} more.</comment>
        <translation>
            <numerusform>Und {n} weiterer.</numerusform>
            <numerusform>Und {n} weitere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And {n} thing more.</source>
        <comment>And {n} things more.</comment>
        <translation>
            <numerusform>Und {n} weiteres.</numerusform>
            <numerusform>Und {n} weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another AirSync is working on {what} and did not finish within {seconds} seconds.</source>
        <translation>Ein anderes AirSync arbeitet noch ({what}) und wurde nicht innerhalb von {seconds} Sekunden fertig.</translation>
    </message>
    <message>
        <source>Another program may be using the same base. The next sync goes on where this one ended.</source>
        <translation>Vielleicht benutzt ein anderes Programm dieselbe Base. Der nächste Abgleich macht weiter, wo dieser endete.</translation>
    </message>
    <message>
        <source>Another sync is running</source>
        <translation>Ein anderer Abgleich läuft</translation>
    </message>
    <message>
        <source>Another type</source>
        <translation>Anderer Typ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Answer for the selected ones</source>
        <translation>Antwort für die ausgewählten</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply and next</source>
        <translation>Anwenden und weiter</translation>
    </message>
    <message numerus="yes">
        <source>Apply to {n}…</source>
        <comment>Apply to {n}…</comment>
        <translation>
            <numerusform>Auf {n} anwenden…</numerusform>
            <numerusform>Auf {n} anwenden…</numerusform>
        </translation>
    </message>
    <message>
        <source>Applying</source>
        <translation>Wird angewendet</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird angewendet …</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Als Tabelle</translation>
    </message>
    <message>
        <source>As all pairs</source>
        <translation>Wie alle Paare</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Mich fragen</translation>
    </message>
    <message>
        <source>Ask me before anything is written in Airtable</source>
        <translation>Mich fragen, bevor etwas in Airtable geschrieben wird</translation>
    </message>
    <message>
        <source>Ask me whenever the version moved</source>
        <translation>Mich fragen, sobald sich die Version geändert hat</translation>
    </message>
    <message>
        <source>Asking Airtable for the tables of {base} …</source>
        <translation>Airtable wird nach den Tabellen von {base} gefragt …</translation>
    </message>
    <message>
        <source>Asking Airtable for your bases …</source>
        <translation>Airtable wird nach Ihren Bases gefragt …</translation>
    </message>
    <message>
        <source>At most {count} times a day can be named.</source>
        <translation>Höchstens {count} Zeiten am Tag können genannt werden.</translation>
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
        <source>Auto number</source>
        <translation>Automatische Nummer</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Bad gateway</source>
        <translation>Gateway gestört</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Strichcode</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Base {base}</source>
        <translation>Base {base}</translation>
    </message>
    <message>
        <source>Bases</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Because: {reason}.</source>
        <translation>Grund: {reason}.</translation>
    </message>
    <message>
        <source>Before and now</source>
        <translation>Vorher und jetzt</translation>
    </message>
    <message>
        <source>Before → after</source>
        <translation>Vorher → nachher</translation>
    </message>
    <message>
        <source>Behind the ? of a {scheme}:// address there can be: {names}. Nothing else is taken.</source>
        <translation>Hinter dem ? einer {scheme}://-Adresse kann stehen: {names}. Anderes wird nicht angenommen.</translation>
    </message>
    <message>
        <source>Both are merged</source>
        <translation>Beide werden zusammengeführt</translation>
    </message>
    <message>
        <source>Both edited</source>
        <translation>Beide geändert</translation>
    </message>
    <message>
        <source>Both sides are in step.</source>
        <translation>Beide Seiten sind im Gleichstand.</translation>
    </message>
    <message>
        <source>Both sides are read and compared. Nothing is written.</source>
        <translation>Beide Seiten werden gelesen und verglichen. Geschrieben wird nichts.</translation>
    </message>
    <message>
        <source>Both sides changed. Nothing is written there until you decide.</source>
        <translation>Beide Seiten haben sich geändert. Dort wird nichts geschrieben, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>Both sides keep what they have there; it takes no part any more.</source>
        <translation>Beide Seiten behalten, was sie dort haben; es nimmt nicht mehr teil.</translation>
    </message>
    <message>
        <source>Both sides keep what they have, and stay different until one of them is edited again.</source>
        <translation>Beide Seiten behalten, was sie haben, und bleiben verschieden, bis eine von ihnen wieder bearbeitet wird.</translation>
    </message>
    <message>
        <source>Both sides of each pair are read and compared. Nothing is written.</source>
        <translation>Beide Seiten jedes Paars werden gelesen und verglichen. Es wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Both sides of each pair were read just now.</source>
        <translation>Beide Seiten jedes Paars wurden gerade eben gelesen.</translation>
    </message>
    <message>
        <source>Both sides stay different, and you are not asked again until one of them changes.</source>
        <translation>Beide Seiten bleiben verschieden, und Sie werden erst wieder gefragt, wenn sich eine von ihnen ändert.</translation>
    </message>
    <message>
        <source>Both sides were read just now.</source>
        <translation>Beide Seiten wurden gerade eben gelesen.</translation>
    </message>
    <message>
        <source>Both values of {field} can&apos;t be kept in one field: take a side, or give it a value.</source>
        <translation>Beide Werte von {field} passen nicht in ein Feld: übernehmen Sie eine Seite oder geben Sie einen Wert ein.</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>Beide Richtungen</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>Schaltfläche</translation>
    </message>
    <message>
        <source>By the change feed: Airtable says what changed.</source>
        <translation>Durch Änderungsmeldungen: Airtable sagt, was sich geändert hat.</translation>
    </message>
    <message>
        <source>By the times of last edits.</source>
        <translation>Nach den Zeiten der letzten Änderung.</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Calendar (Alt+Down)</source>
        <translation>Kalender (Alt+Pfeil ab)</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Calls a month</source>
        <translation>Aufrufe im Monat</translation>
    </message>
    <message>
        <source>Calls by AirSync; Airtable does not tell of those by other programs.</source>
        <translation>Aufrufe durch AirSync; von denen anderer Programme sagt Airtable nichts.</translation>
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
        <source>Change given up by you</source>
        <translation>Änderung von Ihnen verworfen</translation>
    </message>
    <message>
        <source>Change the key…</source>
        <translation>Schlüssel ändern…</translation>
    </message>
    <message>
        <source>Change the rules…</source>
        <translation>Die Regeln ändern …</translation>
    </message>
    <message>
        <source>Change the value (or the field in Airtable), or drop the operation from the queue.</source>
        <translation>Ändern Sie den Wert (oder das Feld in Airtable) oder verwerfen Sie die Änderung in der Warteschlange.</translation>
    </message>
    <message>
        <source>Change the value (or the table), or drop the operation from the queue.</source>
        <translation>Ändern Sie den Wert (oder die Tabelle) oder verwerfen Sie die Änderung in der Warteschlange.</translation>
    </message>
    <message>
        <source>Change the value, or give this change up.</source>
        <translation>Ändern Sie den Wert oder verwerfen Sie diese Änderung.</translation>
    </message>
    <message>
        <source>Change {what}</source>
        <translation>{what} ändern</translation>
    </message>
    <message>
        <source>Change {what} now</source>
        <translation>Jetzt {what} ändern</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Changed in Airtable only, so it was written to {place} {moment}.</source>
        <translation>Nur in Airtable geändert und darum in {place} geschrieben, {moment}.</translation>
    </message>
    <message>
        <source>Changed on both sides</source>
        <translation>Auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>Changed on this computer only, so it was written to {place} {moment}.</source>
        <translation>Nur auf diesem Computer geändert und darum in {place} geschrieben, {moment}.</translation>
    </message>
    <message>
        <source>Changed {where}</source>
        <translation>Geändert {where}</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Changes of a pair that wait</source>
        <translation>Wartende Änderungen eines Paars</translation>
    </message>
    <message>
        <source>Changes of the run</source>
        <translation>Änderungen des Abgleichs</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Check the token and keep it</source>
        <translation>Token prüfen und speichern</translation>
    </message>
    <message>
        <source>Check the user, and store the password: airsync-gui password set {address}</source>
        <translation>Prüfen Sie den Benutzer und speichern Sie das Passwort: airsync-gui password set {address}</translation>
    </message>
    <message>
        <source>Checkbox</source>
        <translation>Kontrollkästchen</translation>
    </message>
    <message>
        <source>Checking the key and the columns …</source>
        <translation>Schlüssel und Spalten werden geprüft …</translation>
    </message>
    <message>
        <source>Checking the token with Airtable …</source>
        <translation>Das Token wird bei Airtable geprüft …</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Choice renamed</source>
        <translation>Auswahl umbenannt</translation>
    </message>
    <message>
        <source>Choose a base, then one of its tables, or a new one.</source>
        <translation>Wählen Sie eine Base, dann eine ihrer Tabellen oder eine neue.</translation>
    </message>
    <message>
        <source>Choose a field…</source>
        <translation>Feld wählen…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a folder of Markdown notes</source>
        <translation>Ordner mit Markdown-Notizen wählen</translation>
    </message>
    <message>
        <source>Choose a table on this computer</source>
        <translation>Tabelle auf diesem Computer wählen</translation>
    </message>
    <message>
        <source>Choose a table…</source>
        <translation>Tabelle wählen …</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gewählt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close it in {program}, then sync again.</source>
        <translation>Schließen Sie sie in {program} und gleichen Sie dann noch einmal ab.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours: {colours}</source>
        <translation>Farben: {colours}</translation>
    </message>
    <message>
        <source>Column here</source>
        <translation>Spalte hier</translation>
    </message>
    <message>
        <source>Column in {file}</source>
        <translation>Spalte in {file}</translation>
    </message>
    <message>
        <source>Column on this computer</source>
        <translation>Spalte auf diesem Computer</translation>
    </message>
    <message>
        <source>Column {column}, {field}, key. {how}</source>
        <translation>Spalte {column}, {field}, Schlüssel. {how}</translation>
    </message>
    <message>
        <source>Column {column}, {field}. {how}</source>
        <translation>Spalte {column}, {field}. {how}</translation>
    </message>
    <message>
        <source>Columns and their fields</source>
        <translation>Spalten und ihre Felder</translation>
    </message>
    <message>
        <source>Columns: {names}</source>
        <translation>Spalten: {names}</translation>
    </message>
    <message>
        <source>Computed in Airtable, read only</source>
        <translation>In Airtable berechnet, nur lesbar</translation>
    </message>
    <message>
        <source>Conflict settled by you</source>
        <translation>Konflikt von Ihnen entschieden</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Conflicts alike</source>
        <translation>Gleichartige Konflikte</translation>
    </message>
    <message>
        <source>Connect my Airtable</source>
        <translation>Mein Airtable verbinden</translation>
    </message>
    <message>
        <source>Connect my Airtable…</source>
        <translation>Mein Airtable verbinden…</translation>
    </message>
    <message>
        <source>Connect your Airtable</source>
        <translation>Mit Airtable verbinden</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Continue to {step}</source>
        <translation>Weiter zu: {step}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copies of your files</source>
        <translation>Kopien Ihrer Dateien</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Copy the whole token from Airtable, and store it with: airsync-gui token set</source>
        <translation>Den ganzen Token aus Airtable kopieren und speichern mit: airsync-gui token set</translation>
    </message>
    <message>
        <source>Copy what is shown</source>
        <translation>Angezeigtes kopieren</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Count in Airtable, read only</source>
        <translation>Anzahl in Airtable, nur lesbar</translation>
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
        <source>Created by</source>
        <translation>Angelegt von</translation>
    </message>
    <message>
        <source>Created time</source>
        <translation>Zeit des Anlegens</translation>
    </message>
    <message>
        <source>Created twice</source>
        <translation>Zweimal angelegt</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Ctrl+Y</source>
        <translation>Strg+Y</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message numerus="yes">
        <source>Decide all {n} alike…</source>
        <comment>Decide all {n} alike…</comment>
        <translation>
            <numerusform>{n} gleich entscheiden…</numerusform>
            <numerusform>Alle {n} gleich entscheiden…</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide many alike</source>
        <translation>Viele gleich entscheiden</translation>
    </message>
    <message>
        <source>Decide side by side…</source>
        <translation>Nebeneinander entscheiden…</translation>
    </message>
    <message>
        <source>Decide: {record}</source>
        <translation>Entscheiden: {record}</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete it again?</source>
        <translation>Wieder löschen?</translation>
    </message>
    <message>
        <source>Delete it again…</source>
        <translation>Wieder löschen…</translation>
    </message>
    <message>
        <source>Delete it on the other side too</source>
        <translation>Auch auf der anderen Seite löschen</translation>
    </message>
    <message>
        <source>Delete on both</source>
        <translation>Auf beiden löschen</translation>
    </message>
    <message>
        <source>Delete on both sides</source>
        <translation>Auf beiden Seiten löschen</translation>
    </message>
    <message>
        <source>Delete on both sides: {count}</source>
        <translation>Auf beiden Seiten löschen: {count}</translation>
    </message>
    <message>
        <source>Delete on both…</source>
        <translation>Auf beiden löschen…</translation>
    </message>
    <message>
        <source>Delete on the other too</source>
        <translation>Auch auf der anderen löschen</translation>
    </message>
    <message>
        <source>Delete {record}</source>
        <translation>{record} löschen</translation>
    </message>
    <message>
        <source>Delete {record} in {place} too?</source>
        <translation>{record} auch in {place} löschen?</translation>
    </message>
    <message>
        <source>Delete {record} on both</source>
        <translation>{record} auf beiden löschen</translation>
    </message>
    <message>
        <source>Delete {record} on both sides?</source>
        <translation>{record} auf beiden Seiten löschen?</translation>
    </message>
    <message>
        <source>Delete {what}</source>
        <translation>{what} löschen</translation>
    </message>
    <message>
        <source>Delete {what} now</source>
        <translation>Jetzt {what} löschen</translation>
    </message>
    <message>
        <source>Deleted in {place} {moment}.</source>
        <translation>In {place} gelöscht, {moment}.</translation>
    </message>
    <message>
        <source>Deleted in {place} {moment}: {reason}.</source>
        <translation>In {place} gelöscht, {moment}: {reason}.</translation>
    </message>
    <message>
        <source>Deleted on one side</source>
        <translation>Auf einer Seite gelöscht</translation>
    </message>
    <message>
        <source>Deleted on this computer, edited in Airtable</source>
        <translation>Auf diesem Computer gelöscht, in Airtable geändert</translation>
    </message>
    <message>
        <source>Deleting on both.</source>
        <translation>Auf beiden Seiten löschen.</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
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
        <source>Duplicates</source>
        <translation>Doppelungen</translation>
    </message>
    <message>
        <source>Duplicates in {pair}</source>
        <translation>Doppelungen in {pair}</translation>
    </message>
    <message>
        <source>Duplicates merged by you</source>
        <translation>Doppelungen von Ihnen zusammengeführt</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Each once, and not while you look at AirSync. What begins in quiet hours is told after them.</source>
        <translation>Jedes einmal, und nicht, während Sie AirSync ansehen. Was in den Ruhezeiten beginnt, wird danach gemeldet.</translation>
    </message>
    <message>
        <source>Each pair’s own rules can be others. Pairs that there are stay as they are.</source>
        <translation>Jedes Paar kann eigene Regeln haben. Vorhandene Paare bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Each run will be listed here, with all that it wrote and why.</source>
        <translation>Hier steht jeder Abgleich mit allem, was er geschrieben hat, und warum.</translation>
    </message>
    <message>
        <source>Each side keeps its own</source>
        <translation>Jede Seite behält ihren Wert</translation>
    </message>
    <message>
        <source>Edit on either side. AirSync carries changes across, and asks you where both sides changed.</source>
        <translation>Arbeiten Sie auf beiden Seiten. AirSync überträgt Änderungen und fragt Sie, wo beide Seiten geändert wurden.</translation>
    </message>
    <message>
        <source>Edit the value…</source>
        <translation>Wert bearbeiten…</translation>
    </message>
    <message>
        <source>Edited and deleted</source>
        <translation>Geändert und gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>Edited in {here}, and its version moved in Airtable; {fields} differs</source>
        <comment>Edited in {here}, and its version moved in Airtable; {fields} differ</comment>
        <translation>
            <numerusform>In {here} geändert, und die Version in Airtable ist neuer; {fields} weicht ab</numerusform>
            <numerusform>In {here} geändert, und die Version in Airtable ist neuer; {fields} weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Edited on both sides</source>
        <translation>Auf beiden Seiten bearbeitet</translation>
    </message>
    <message>
        <source>Edited on the side that is only written</source>
        <translation>Auf der Seite geändert, auf die nur geschrieben wird</translation>
    </message>
    <message>
        <source>Edited on this computer, deleted in Airtable</source>
        <translation>Auf diesem Computer geändert, in Airtable gelöscht</translation>
    </message>
    <message>
        <source>Else a value that a select field does not have yet is refused.</source>
        <translation>Sonst wird ein Wert abgelehnt, den ein Auswahlfeld noch nicht kennt.</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Ended unexpectedly</source>
        <translation>Unerwartet beendet</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>Every 15 minutes</source>
        <translation>Alle 15 Minuten</translation>
    </message>
    <message>
        <source>Every 3 hours</source>
        <translation>Alle 3 Stunden</translation>
    </message>
    <message>
        <source>Every 30 minutes</source>
        <translation>Alle 30 Minuten</translation>
    </message>
    <message>
        <source>Every 6 hours</source>
        <translation>Alle 6 Stunden</translation>
    </message>
    <message>
        <source>Every field has a column already.</source>
        <translation>Jedes Feld hat schon eine Spalte.</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Jede Stunde</translation>
    </message>
    <message numerus="yes">
        <source>Every {n} minute</source>
        <comment>Every {n} minutes</comment>
        <translation>
            <numerusform>Jede Minute ({n})</numerusform>
            <numerusform>Alle {n} Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Explain…</source>
        <translation>Erklären…</translation>
    </message>
    <message>
        <source>Export the request log</source>
        <translation>Anfrageprotokoll exportieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>External sync source</source>
        <translation>Quelle externer Synchronisierung</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Schwerer Fehler</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Field in Airtable</source>
        <translation>Feld in Airtable</translation>
    </message>
    <message>
        <source>Field in Airtable for {column}</source>
        <translation>Feld in Airtable für {column}</translation>
    </message>
    <message>
        <source>Field in {table}</source>
        <translation>Feld in {table}</translation>
    </message>
    <message>
        <source>Field to edit</source>
        <translation>Zu bearbeitendes Feld</translation>
    </message>
    <message>
        <source>Field with a rule of its own</source>
        <translation>Feld mit eigener Regel</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Fields of both sides</source>
        <translation>Felder beider Seiten</translation>
    </message>
    <message>
        <source>Fields of the new table</source>
        <translation>Felder der neuen Tabelle</translation>
    </message>
    <message>
        <source>Fields written, last 14 days</source>
        <translation>Geschriebene Felder, letzte 14 Tage</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>Ausfüllen</translation>
    </message>
    <message>
        <source>Fill in the key.</source>
        <translation>Tragen Sie den Schlüssel ein.</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Auf dieser Seite suchen</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>Erste Zeilen</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>For a file that holds today only: yesterday’s records stay in Airtable as they are.</source>
        <translation>Für eine Datei, die nur den heutigen Tag enthält: Die Datensätze von gestern bleiben in Airtable, wie sie sind.</translation>
    </message>
    <message>
        <source>For a problem report: versions, these folders, and whether keyring and Airtable answer. No token, and nothing of your tables.</source>
        <translation>Für einen Fehlerbericht: Versionen, diese Ordner und ob Schlüsselbund und Airtable antworten. Kein Token und nichts aus Ihren Tabellen. Die Diagnose ist auf Englisch.</translation>
    </message>
    <message>
        <source>For a single command, --token-stdin takes a token.</source>
        <translation>Für einen einzelnen Befehl nimmt --token-stdin einen Token.</translation>
    </message>
    <message>
        <source>For a table that a program or an agent writes: a sync waits until you have seen what it would send.</source>
        <translation>Für eine Tabelle, in die ein Programm oder ein Agent schreibt: Ein Abgleich wartet, bis Sie gesehen haben, was er senden würde.</translation>
    </message>
    <message>
        <source>For all of a person’s tokens</source>
        <translation>Für alle Token einer Person</translation>
    </message>
    <message>
        <source>For each base</source>
        <translation>Für jede Base</translation>
    </message>
    <message>
        <source>Forget the token</source>
        <translation>Token löschen</translation>
    </message>
    <message>
        <source>Forget the token of “{account}” at {host}?</source>
        <translation>Das Token von „{account}“ bei {host} löschen?</translation>
    </message>
    <message>
        <source>Forget the token of “{account}”…</source>
        <translation>Das Token von „{account}“ löschen…</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <source>Formula in Airtable, read only</source>
        <translation>Formel in Airtable, nur lesbar</translation>
    </message>
    <message>
        <source>Formulas</source>
        <translation>Formeln</translation>
    </message>
    <message numerus="yes">
        <source>From now on Airtable&apos;s value is taken for {fields}.</source>
        <comment>From now on Airtable&apos;s values are taken for {fields}.</comment>
        <translation>
            <numerusform>Von nun an gilt für {fields} der Wert aus Airtable.</numerusform>
            <numerusform>Von nun an gelten für {fields} die Werte aus Airtable.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From now on this computer&apos;s value is taken for {fields}.</source>
        <comment>From now on this computer&apos;s values are taken for {fields}.</comment>
        <translation>
            <numerusform>Von nun an gilt für {fields} der Wert dieses Computers.</numerusform>
            <numerusform>Von nun an gelten für {fields} die Werte dieses Computers.</numerusform>
        </translation>
    </message>
    <message>
        <source>Give each mapped column a name of its own.</source>
        <translation>Geben Sie jeder zugeordneten Spalte einen eigenen Namen.</translation>
    </message>
    <message>
        <source>Give each of them a key of its own, remove all but one, or merge them: airsync-gui duplicates.</source>
        <translation>Geben Sie jedem einen eigenen Schlüssel, entfernen Sie alle bis auf einen oder führen Sie sie zusammen: airsync-gui duplicates.</translation>
    </message>
    <message>
        <source>Give it a first line with the names of its columns.</source>
        <translation>Geben Sie ihr eine erste Zeile mit den Namen ihrer Spalten.</translation>
    </message>
    <message>
        <source>Give it its type back in Airtable, or set up the pair anew.</source>
        <translation>Geben Sie ihm in Airtable seinen Typ zurück oder richten Sie das Paar neu ein.</translation>
    </message>
    <message>
        <source>Give one of the two another key.</source>
        <translation>Geben Sie einem der beiden einen anderen Schlüssel.</translation>
    </message>
    <message>
        <source>Give the pair a larger share (pair set NAME --budget N), or wait for the next month.</source>
        <translation>Geben Sie dem Paar einen größeren Anteil (pair set NAME --budget N) oder warten Sie auf den nächsten Monat.</translation>
    </message>
    <message>
        <source>Given up by you {moment}, so it was not written to {place}.</source>
        <translation>Von Ihnen verworfen {moment} und darum nicht in {place} geschrieben.</translation>
    </message>
    <message>
        <source>Given up by you: nothing was written, and both sides stayed as they were.</source>
        <translation>Von Ihnen verworfen: Es wurde nichts geschrieben, und beide Seiten blieben, wie sie waren.</translation>
    </message>
    <message>
        <source>Go on in the tray when I close the window</source>
        <translation>Beim Schließen des Fensters im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Gone from Airtable</source>
        <translation>Nicht mehr in Airtable</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Schutzregel</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Schutzregeln</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>In Ordnung</translation>
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
        <source>Held {where}: {why}.</source>
        <translation>Zurückgehalten {where}: {why}.</translation>
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
        <translation>Der andere bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>History keeps what was given up.</source>
        <translation>Der Verlauf bewahrt auf, was verworfen wurde.</translation>
    </message>
    <message>
        <source>History keeps what was overwritten.</source>
        <translation>Was überschrieben wurde, bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>How Airtable is read</source>
        <translation>Wie Airtable gelesen wird</translation>
    </message>
    <message>
        <source>How it fits</source>
        <translation>Wie es passt</translation>
    </message>
    <message>
        <source>How many calls a month? Write a whole number above 0.</source>
        <translation>Wie viele Aufrufe im Monat? Geben Sie eine ganze Zahl über 0 ein.</translation>
    </message>
    <message>
        <source>If the disk is full, make room; if the file was edited, mend it.</source>
        <translation>Ist der Datenträger voll, schaffen Sie Platz; wurde die Datei bearbeitet, berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>In Airtable&apos;s builder hub, add the base to those that the token may use; if it is gone, remove the pair.</source>
        <translation>Fügen Sie die Base in Airtables Builder Hub denen hinzu, die der Token benutzen darf; gibt es sie nicht mehr, entfernen Sie das Paar.</translation>
    </message>
    <message>
        <source>In Airtable&apos;s builder hub, give the token the scopes data.records:read, data.records:write and schema.bases:read, and access to this base; its owner needs to be an editor of it.</source>
        <translation>Geben Sie dem Token in Airtables Builder Hub die Scopes data.records:read, data.records:write und schema.bases:read sowie Zugriff auf diese Base; sein Eigentümer muss sie bearbeiten dürfen.</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>In step</source>
        <translation>Im Gleichstand</translation>
    </message>
    <message numerus="yes">
        <source>In {pair} always take Airtable&apos;s value for {fields}?</source>
        <comment>In {pair} always take Airtable&apos;s values for {fields}?</comment>
        <translation>
            <numerusform>In {pair} für {fields} immer den Wert aus Airtable übernehmen?</numerusform>
            <numerusform>In {pair} für {fields} immer die Werte aus Airtable übernehmen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In {pair} always take this computer&apos;s value for {fields}?</source>
        <comment>In {pair} always take this computer&apos;s values for {fields}?</comment>
        <translation>
            <numerusform>In {pair} für {fields} immer den Wert dieses Computers übernehmen?</numerusform>
            <numerusform>In {pair} für {fields} immer die Werte dieses Computers übernehmen?</numerusform>
        </translation>
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
        <source>Install and start a keyring (GNOME Keyring, KWallet or KeePassXC).</source>
        <translation>Installieren und starten Sie einen Schlüsselbund (GNOME Keyring, KWallet oder KeePassXC).</translation>
    </message>
    <message>
        <source>Install the newer AirSync again.</source>
        <translation>Installieren Sie wieder das neuere AirSync.</translation>
    </message>
    <message>
        <source>It can be made with the columns of {table}; the first sync fills it.</source>
        <translation>Sie kann mit den Spalten von {table} angelegt werden; der erste Abgleich füllt sie.</translation>
    </message>
    <message>
        <source>It can’t be looked at</source>
        <translation>Es lässt sich nicht nachsehen</translation>
    </message>
    <message>
        <source>It changed since you looked.</source>
        <translation>Es hat sich geändert, seit Sie es angesehen haben.</translation>
    </message>
    <message>
        <source>It could not be worked out.</source>
        <translation>Das ließ sich nicht berechnen.</translation>
    </message>
    <message>
        <source>It did not work</source>
        <translation>Es hat nicht geklappt</translation>
    </message>
    <message>
        <source>It does not fit:</source>
        <translation>Das passt nicht:</translation>
    </message>
    <message>
        <source>It has no list of objects.</source>
        <translation>Es gibt darin keine Liste von Objekten.</translation>
    </message>
    <message>
        <source>It has no sheets.</source>
        <translation>Es gibt darin keine Tabellenblätter.</translation>
    </message>
    <message>
        <source>It has no tables.</source>
        <translation>Es gibt darin keine Tabellen.</translation>
    </message>
    <message>
        <source>It has: {names}, and {count} more. Write {source} for the first.</source>
        <translation>Es gibt: {names} und {count} weitere. Für die erste schreiben Sie {source}.</translation>
    </message>
    <message>
        <source>It has: {names}. Write {source} for the first.</source>
        <translation>Es gibt: {names}. Für die erste schreiben Sie {source}.</translation>
    </message>
    <message>
        <source>It is kept in {keyring} and nowhere else.</source>
        <translation>Es wird in {keyring} gespeichert und nirgends sonst.</translation>
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
        <source>It is not remembered any more: it was gone on both sides.</source>
        <translation>An ihn wird nicht mehr gedacht: er war auf beiden Seiten weg.</translation>
    </message>
    <message>
        <source>It is out of the pair: it was deleted on one side and is left {where}.</source>
        <translation>Er gehört nicht mehr zum Paar: er wurde auf einer Seite gelöscht und ist {where} geblieben.</translation>
    </message>
    <message>
        <source>It is settled.</source>
        <translation>Es ist geklärt.</translation>
    </message>
    <message>
        <source>It is then matched with that field record by record, as in a first sync: blanks are filled, and where the values differ the pair’s rule decides.</source>
        <translation>Sie wird dann Datensatz für Datensatz mit diesem Feld verglichen, wie beim ersten Abgleich: Leeres wird gefüllt, und wo die Werte sich unterscheiden, entscheidet die Regel des Paars.</translation>
    </message>
    <message>
        <source>It is time for a new one: make it in Airtable, then replace this one.</source>
        <translation>Es ist Zeit für ein neues: Erstellen Sie es in Airtable und ersetzen Sie dann dieses.</translation>
    </message>
    <message>
        <source>It is tried again by itself for {names}.</source>
        <translation>Für {names} wird es von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>It is undone already: everything is as it was before.</source>
        <translation>Es ist schon rückgängig gemacht: Alles ist, wie es vorher war.</translation>
    </message>
    <message>
        <source>It leaves the keyring. {missed} Airtable goes on accepting it until you revoke it there.</source>
        <translation>Es verlässt den Schlüsselbund. {missed} Airtable nimmt es weiter an, bis Sie es dort widerrufen.</translation>
    </message>
    <message>
        <source>It may have been revoked or replaced. Store a new one with: airsync-gui token set</source>
        <translation>Vielleicht wurde er widerrufen oder ersetzt. Einen neuen speichern: airsync-gui token set</translation>
    </message>
    <message>
        <source>It moved in Airtable</source>
        <translation>Er hat sich in Airtable geändert</translation>
    </message>
    <message>
        <source>It moved meanwhile</source>
        <translation>Inzwischen geändert</translation>
    </message>
    <message>
        <source>It probably lacks: {needs}.</source>
        <translation>Wahrscheinlich fehlt ihm: {needs}.</translation>
    </message>
    <message>
        <source>It takes {needs}.</source>
        <translation>Nötig ist: {needs}.</translation>
    </message>
    <message>
        <source>It waits for you as a conflict since {time}: {kind}.</source>
        <translation>Er wartet seit {time} als Konflikt auf Sie: {kind}.</translation>
    </message>
    <message>
        <source>Its first rows are shown here, as AirSync reads them.</source>
        <translation>Hier erscheinen die ersten Zeilen so, wie AirSync sie liest.</translation>
    </message>
    <message>
        <source>Its rule</source>
        <translation>Seine Regel</translation>
    </message>
    <message>
        <source>Its values stay in History, from where the deletion can be undone.</source>
        <translation>Seine Werte bleiben im Verlauf; dort lässt sich die Löschung rückgängig machen.</translation>
    </message>
    <message>
        <source>Its version moved in Airtable.</source>
        <translation>Seine Version in Airtable ist neuer.</translation>
    </message>
    <message>
        <source>Just what is listed below is done. If a side moves before, nothing is written.</source>
        <translation>Genau das unten Aufgeführte geschieht. Ändert sich vorher eine Seite, wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Keep a table here and a table in Airtable in step</source>
        <translation>Eine Tabelle hier und eine in Airtable im Gleichstand halten</translation>
    </message>
    <message>
        <source>Keep everything</source>
        <translation>Alles behalten</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep it on the other</source>
        <translation>Auf der anderen behalten</translation>
    </message>
    <message>
        <source>Keep it on the other side</source>
        <translation>Auf der anderen Seite behalten</translation>
    </message>
    <message>
        <source>Keep only here</source>
        <translation>Nur hier behalten</translation>
    </message>
    <message>
        <source>Keep only here: {count}</source>
        <translation>Nur hier behalten: {count}</translation>
    </message>
    <message>
        <source>Keep only in Airtable</source>
        <translation>Nur in Airtable behalten</translation>
    </message>
    <message>
        <source>Keep only in Airtable: {count}</source>
        <translation>Nur in Airtable behalten: {count}</translation>
    </message>
    <message>
        <source>Keep only on this computer</source>
        <translation>Nur auf diesem Computer behalten</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep these rules</source>
        <translation>Diese Regeln behalten</translation>
    </message>
    <message>
        <source>Keeping it only here.</source>
        <translation>Nur hier behalten.</translation>
    </message>
    <message>
        <source>Keeping it only in Airtable.</source>
        <translation>Nur in Airtable behalten.</translation>
    </message>
    <message>
        <source>Keeping the pair …</source>
        <translation>Das Paar wird gespeichert …</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Key field</source>
        <translation>Schlüsselfeld</translation>
    </message>
    <message>
        <source>Key fields</source>
        <translation>Schlüsselfelder</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Key: {columns}</source>
        <translation>Schlüssel: {columns}</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys: {keys}</source>
        <translation>Tasten: {keys}</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
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
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last in step</source>
        <translation>Zuletzt im Gleichstand</translation>
    </message>
    <message>
        <source>Last in step {time}</source>
        <translation>Zuletzt im Gleichstand {time}</translation>
    </message>
    <message>
        <source>Last in step {time}.</source>
        <translation>Zuletzt im Gleichstand {time}.</translation>
    </message>
    <message>
        <source>Last modified by</source>
        <translation>Zuletzt geändert von</translation>
    </message>
    <message>
        <source>Last modified time</source>
        <translation>Zeit der letzten Änderung</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Abgleich</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Latest, {values}</source>
        <translation>Zuletzt, {values}</translation>
    </message>
    <message>
        <source>Leave all out</source>
        <translation>Alle auslassen</translation>
    </message>
    <message>
        <source>Leave apart {count}</source>
        <translation>{count} verschieden lassen</translation>
    </message>
    <message>
        <source>Leave both as they are</source>
        <translation>Beide lassen, wie sie sind</translation>
    </message>
    <message>
        <source>Leave both sides as they are</source>
        <translation>Beide Seiten lassen, wie sie sind</translation>
    </message>
    <message>
        <source>Leave edits on the other side as they are</source>
        <translation>Änderungen auf der anderen Seite lassen, wie sie sind</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message numerus="yes">
        <source>Leave this one out</source>
        <comment>Leave these {n} out</comment>
        <translation>
            <numerusform>Diesen auslassen</numerusform>
            <numerusform>Diese {n} auslassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Left alone: {problem}</source>
        <translation>In Ruhe gelassen: {problem}</translation>
    </message>
    <message>
        <source>Left as it is</source>
        <translation>Bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Pfeil links, Pfeil rechts</translation>
    </message>
    <message>
        <source>Let its owner grant INSERT, UPDATE and DELETE on the table.</source>
        <translation>Lassen Sie ihren Besitzer INSERT, UPDATE und DELETE auf der Tabelle erlauben.</translation>
    </message>
    <message>
        <source>Let its owner grant SELECT on the table.</source>
        <translation>Lassen Sie ihren Besitzer SELECT auf der Tabelle erlauben.</translation>
    </message>
    <message>
        <source>Let the program that writes it finish, or mend it.</source>
        <translation>Lassen Sie das Programm, das sie schreibt, fertig werden, oder berichtigen Sie sie.</translation>
    </message>
    <message>
        <source>Let the program that writes it finish, or mend that line.</source>
        <translation>Lassen Sie das Programm, das sie schreibt, fertig werden, oder berichtigen Sie diese Zeile.</translation>
    </message>
    <message>
        <source>Let the program that writes it finish, or mend that row.</source>
        <translation>Lassen Sie das Programm, das sie schreibt, fertig werden, oder berichtigen Sie diese Zeile.</translation>
    </message>
    <message>
        <source>Let the program that writes it finish, or restore it from a copy.</source>
        <translation>Lassen Sie das Programm, das sie schreibt, fertig werden, oder stellen Sie sie aus einer Kopie wieder her.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Lists are united, of numbers and times the larger is taken, of texts the longer.</source>
        <translation>Listen werden vereinigt; von Zahlen und Zeiten gilt der größere Wert, von Texten der längere.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Long text</source>
        <translation>Langer Text</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Look at it again: the conflict now shows what each side has.</source>
        <translation>Sehen Sie es sich noch einmal an: Der Konflikt zeigt jetzt, was jede Seite hat.</translation>
    </message>
    <message>
        <source>Look at it…</source>
        <translation>Ansehen…</translation>
    </message>
    <message>
        <source>Look at what stands there now, and edit that.</source>
        <translation>Sehen Sie an, was jetzt dort steht, und bearbeiten Sie das.</translation>
    </message>
    <message>
        <source>Look for duplicates…</source>
        <translation>Nach Doppelungen suchen…</translation>
    </message>
    <message>
        <source>Looking at both sides…</source>
        <translation>Beide Seiten werden angesehen …</translation>
    </message>
    <message>
        <source>Looking for a token …</source>
        <translation>Ein Token wird gesucht …</translation>
    </message>
    <message>
        <source>Looking into the keyring …</source>
        <translation>Im Schlüsselbund wird nachgesehen …</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird erstellt …</translation>
    </message>
    <message>
        <source>Lookup</source>
        <translation>Nachschlagefeld</translation>
    </message>
    <message>
        <source>Look…</source>
        <translation>Ansehen…</translation>
    </message>
    <message numerus="yes">
        <source>Made in {here} and in Airtable with the same key; {fields} differs</source>
        <comment>Made in {here} and in Airtable with the same key; {fields} differ</comment>
        <translation>
            <numerusform>In {here} und in Airtable mit demselben Schlüssel angelegt; {fields} weicht ab</numerusform>
            <numerusform>In {here} und in Airtable mit demselben Schlüssel angelegt; {fields} weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Make a field for it in Airtable first, then open this again.</source>
        <translation>Legen Sie in Airtable zuerst ein Feld dafür an und öffnen Sie dies dann erneut.</translation>
    </message>
    <message>
        <source>Make formulas in texts from Airtable harmless</source>
        <translation>Formeln in Texten aus Airtable entschärfen</translation>
    </message>
    <message>
        <source>Make it again?</source>
        <translation>Wieder anlegen?</translation>
    </message>
    <message>
        <source>Make it again…</source>
        <translation>Wieder anlegen…</translation>
    </message>
    <message>
        <source>Make it blank again?</source>
        <translation>Wieder leeren?</translation>
    </message>
    <message>
        <source>Make it blank again…</source>
        <translation>Wieder leeren…</translation>
    </message>
    <message>
        <source>Make it the rule</source>
        <translation>Zur Regel machen</translation>
    </message>
    <message>
        <source>Make room on that disk.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger.</translation>
    </message>
    <message>
        <source>Make room on the server&apos;s disk.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger des Servers.</translation>
    </message>
    <message>
        <source>Make room or give write permission, and sync again.</source>
        <translation>Schaffen Sie Platz oder geben Sie Schreibrecht und gleichen Sie wieder ab.</translation>
    </message>
    <message>
        <source>Make room, or give write permission, and sync again.</source>
        <translation>Schaffen Sie Platz oder geben Sie Schreibrecht und gleichen Sie wieder ab.</translation>
    </message>
    <message>
        <source>Make this file</source>
        <translation>Diese Datei anlegen</translation>
    </message>
    <message>
        <source>Make this table in {base}</source>
        <translation>Tabelle in {base} anlegen</translation>
    </message>
    <message>
        <source>Making the file …</source>
        <translation>Die Datei wird angelegt …</translation>
    </message>
    <message>
        <source>Making the table {table} in Airtable …</source>
        <translation>Die Tabelle {table} wird in Airtable angelegt …</translation>
    </message>
    <message>
        <source>Many deletions at once are held back until you agree.</source>
        <translation>Viele Löschungen auf einmal werden zurückgehalten, bis Sie zustimmen.</translation>
    </message>
    <message>
        <source>Map a column…</source>
        <translation>Eine Spalte zuordnen …</translation>
    </message>
    <message>
        <source>Map it, and sync</source>
        <translation>Zuordnen und abgleichen</translation>
    </message>
    <message>
        <source>Markdown notes</source>
        <translation>Markdown-Notizen</translation>
    </message>
    <message>
        <source>Matched by name</source>
        <translation>Nach Namen zugeordnet</translation>
    </message>
    <message>
        <source>Matched by you</source>
        <translation>Von Ihnen zugeordnet</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Mend it there.</source>
        <translation>Berichtigen Sie es dort.</translation>
    </message>
    <message>
        <source>Mend it; the next sync looks again.</source>
        <translation>Beheben Sie es; der nächste Abgleich sieht wieder nach.</translation>
    </message>
    <message>
        <source>Mend the row: it needs one cell for each column.</source>
        <translation>Berichtigen Sie die Zeile: Sie braucht für jede Spalte eine Zelle.</translation>
    </message>
    <message>
        <source>Mend the rows that can&apos;t be read; then AirSync can tell whether it is one of them.</source>
        <translation>Berichtigen Sie die Zeilen, die nicht lesbar sind; dann kann AirSync sagen, ob es eine davon ist.</translation>
    </message>
    <message>
        <source>Mend {record}</source>
        <translation>{record} beheben</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Merge anyway</source>
        <translation>Trotzdem zusammenführen</translation>
    </message>
    <message>
        <source>Merge both</source>
        <translation>Beide zusammenführen</translation>
    </message>
    <message>
        <source>Merged.</source>
        <translation>Zusammengeführt.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>More ways to sync</source>
        <translation>Weitere Arten abzugleichen</translation>
    </message>
    <message>
        <source>Multiple attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Multiple collaborators</source>
        <translation>Mehrere Mitarbeitende</translation>
    </message>
    <message>
        <source>Multiple lookup values</source>
        <translation>Nachgeschlagene Werte</translation>
    </message>
    <message>
        <source>Multiple record links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Multiple select</source>
        <translation>Mehrfachauswahl</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name a database file.</source>
        <translation>Nennen Sie eine Datenbankdatei.</translation>
    </message>
    <message>
        <source>Name a file.</source>
        <translation>Nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Name a folder.</source>
        <translation>Nennen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Name an .xlsx file.</source>
        <translation>Nennen Sie eine .xlsx-Datei.</translation>
    </message>
    <message>
        <source>Name an SQLite database.</source>
        <translation>Nennen Sie eine SQLite-Datenbank.</translation>
    </message>
    <message>
        <source>Name fewer.</source>
        <translation>Nennen Sie weniger.</translation>
    </message>
    <message>
        <source>Name of the new table in Airtable</source>
        <translation>Name der neuen Tabelle in Airtable</translation>
    </message>
    <message>
        <source>Name of the pair</source>
        <translation>Name des Paars</translation>
    </message>
    <message>
        <source>Name the file that holds the token, or store the token itself: airsync-gui token set.</source>
        <translation>Nennen Sie die Datei mit dem Token oder speichern Sie den Token selbst: airsync-gui token set.</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation>Nie von selbst</translation>
    </message>
    <message>
        <source>Never in step so far</source>
        <translation>Noch nie im Gleichstand</translation>
    </message>
    <message>
        <source>New choices</source>
        <translation>Neue Auswahlwerte</translation>
    </message>
    <message>
        <source>New pair</source>
        <translation>Neues Paar</translation>
    </message>
    <message>
        <source>New pairs begin with</source>
        <translation>Neue Paare beginnen mit</translation>
    </message>
    <message>
        <source>New pairs: changed on both sides</source>
        <translation>Neue Paare: auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>New pairs: deleted on one side</source>
        <translation>Neue Paare: auf einer Seite gelöscht</translation>
    </message>
    <message>
        <source>New pairs: direction</source>
        <translation>Neue Paare: Richtung</translation>
    </message>
    <message>
        <source>New table</source>
        <translation>Neue Tabelle</translation>
    </message>
    <message>
        <source>New table from a file…</source>
        <translation>Neue Tabelle aus einer Datei…</translation>
    </message>
    <message>
        <source>Next conflict (N)</source>
        <translation>Nächster Konflikt (N)</translation>
    </message>
    <message>
        <source>No OpenClaw workspace on this computer offers a table “{table}”. {offer}</source>
        <translation>Kein OpenClaw-Arbeitsbereich auf diesem Computer bietet eine Tabelle „{table}“. {offer}</translation>
    </message>
    <message>
        <source>No access token</source>
        <translation>Kein Zugriffstoken</translation>
    </message>
    <message>
        <source>No access token is stored for the account “{account}” at {host}.</source>
        <translation>Für das Konto „{account}“ bei {host} ist kein Zugriffstoken gespeichert.</translation>
    </message>
    <message>
        <source>No account and no network needed. Deleted when you close it.</source>
        <translation>Weder Konto noch Netz nötig. Wird beim Schließen gelöscht.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>No base.</source>
        <translation>Keine Base.</translation>
    </message>
    <message>
        <source>No column has the name of a field. Say which belong together with --map COLUMN=FIELD. Columns: {columns}. Fields: {fields}.</source>
        <translation>Keine Spalte heißt wie ein Feld. Geben Sie an, was zusammengehört (--map COLUMN=FIELD). Spalten: {columns}. Felder: {fields}.</translation>
    </message>
    <message>
        <source>No conflict&apos;s record or field has this name.</source>
        <translation>Kein Konflikt hat einen Datensatz oder ein Feld dieses Namens.</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Keine Konflikte</translation>
    </message>
    <message>
        <source>No copy could be kept</source>
        <translation>Es konnte keine Kopie aufbewahrt werden</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Keine Doppelungen</translation>
    </message>
    <message>
        <source>No field is made for the column {column}.</source>
        <translation>Für die Spalte {column} wird kein Feld angelegt.</translation>
    </message>
    <message>
        <source>No fields yet</source>
        <translation>Noch keine Felder</translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation>Noch keine Datei</translation>
    </message>
    <message>
        <source>No key yet: choose a column whose values are all different, and tick “Part of the key”.</source>
        <translation>Noch kein Schlüssel: Wählen Sie eine Spalte, deren Werte alle verschieden sind, und kreuzen Sie „Teil des Schlüssels“ an.</translation>
    </message>
    <message>
        <source>No local table is named: {what}.</source>
        <translation>Keine lokale Tabelle ist genannt: {what}.</translation>
    </message>
    <message>
        <source>No pair here uses it.</source>
        <translation>Kein Paar verwendet es hier.</translation>
    </message>
    <message>
        <source>No pair yet</source>
        <translation>Noch kein Paar</translation>
    </message>
    <message>
        <source>No record&apos;s name holds what you look for.</source>
        <translation>Kein Datensatz enthält das Gesuchte im Namen.</translation>
    </message>
    <message>
        <source>No request failed.</source>
        <translation>Keine Anfrage ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>No requests yet.</source>
        <translation>Noch keine Anfragen.</translation>
    </message>
    <message>
        <source>No requests {when}.</source>
        <translation>Keine Anfragen {when}.</translation>
    </message>
    <message>
        <source>No row of the queue has “{text}”.</source>
        <translation>Keine Zeile der Warteschlange enthält „{text}“.</translation>
    </message>
    <message>
        <source>No run has written it yet.</source>
        <translation>Noch kein Abgleich hat ihn geschrieben.</translation>
    </message>
    <message>
        <source>No run today yet.</source>
        <translation>Heute noch kein Abgleich.</translation>
    </message>
    <message>
        <source>No secure keyring</source>
        <translation>Kein sicherer Schlüsselbund</translation>
    </message>
    <message>
        <source>No such record</source>
        <translation>Kein solcher Datensatz</translation>
    </message>
    <message>
        <source>No such {what}</source>
        <translation>Nicht gefunden: {what}</translation>
    </message>
    <message>
        <source>No sync has run yet</source>
        <translation>Noch kein Abgleich</translation>
    </message>
    <message>
        <source>No table that can take part.</source>
        <translation>Keine Tabelle kann teilnehmen.</translation>
    </message>
    <message>
        <source>No token is stored.</source>
        <translation>Kein Token ist gespeichert.</translation>
    </message>
    <message>
        <source>No two records have the same key, capitals and space apart.</source>
        <translation>Keine zwei Datensätze haben denselben Schlüssel, von Großschreibung und Leerzeichen abgesehen.</translation>
    </message>
    <message>
        <source>No, keep it</source>
        <translation>Nein, behalten</translation>
    </message>
    <message>
        <source>None of it has changed since.</source>
        <translation>Nichts davon hat sich seither geändert.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Not part of the pair, so neither merged nor kept: {fields}.</source>
        <translation>Nicht Teil des Paars, darum weder zusammengeführt noch behalten: {fields}.</translation>
    </message>
    <message>
        <source>Not permitted</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Nicht möglich</translation>
    </message>
    <message>
        <source>Not possible: {field} {why}.</source>
        <translation>Nicht möglich: {field} {why}.</translation>
    </message>
    <message>
        <source>Not read yet.</source>
        <translation>Noch nicht gelesen.</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Noch nie abgeglichen</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>Noch nicht vorhanden</translation>
    </message>
    <message>
        <source>Not told: calls are only counted</source>
        <translation>Nicht angegeben: Aufrufe werden nur gezählt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing had changed</source>
        <translation>Nichts hatte sich geändert</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing has changed in Airtable since the first sync.</source>
        <translation>Seit dem ersten Abgleich hat sich in Airtable nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing is chosen yet</source>
        <translation>Noch nichts gewählt</translation>
    </message>
    <message>
        <source>Nothing is known</source>
        <translation>Nichts ist bekannt</translation>
    </message>
    <message>
        <source>Nothing is known to be written</source>
        <translation>Ob etwas geschrieben wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Nothing is logged yet.</source>
        <translation>Noch ist nichts protokolliert.</translation>
    </message>
    <message>
        <source>Nothing is lost: the next sync goes on where this one ended.</source>
        <translation>Nichts ist verloren: Der nächste Abgleich macht weiter, wo dieser endete.</translation>
    </message>
    <message>
        <source>Nothing is lost: what was not sent waits in the queue.</source>
        <translation>Nichts ist verloren: Was nicht gesendet wurde, wartet in der Warteschlange.</translation>
    </message>
    <message>
        <source>Nothing is written before another value stands here.</source>
        <translation>Es wird nichts geschrieben, solange hier kein anderer Wert steht.</translation>
    </message>
    <message>
        <source>Nothing is written until you start.</source>
        <translation>Bis zum Start wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing is written yet</source>
        <translation>Noch ist nichts geschrieben</translation>
    </message>
    <message>
        <source>Nothing is written.</source>
        <translation>Nichts wird geschrieben.</translation>
    </message>
    <message>
        <source>Nothing of it can be put back.</source>
        <translation>Nichts davon kann zurückgesetzt werden.</translation>
    </message>
    <message>
        <source>Nothing tells {records} apart but their places: delete all but one, or give each a key of its own.</source>
        <translation>Nichts unterscheidet {records} außer ihren Stellen: löschen Sie alle bis auf einen, oder geben Sie jedem einen eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>Nothing to settle any more</source>
        <translation>Nichts mehr zu entscheiden</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>Nothing was changed on either side. Mend the file and sync again.</source>
        <translation>Auf keiner Seite wurde etwas geändert. Berichtigen Sie die Datei und gleichen Sie wieder ab.</translation>
    </message>
    <message>
        <source>Nothing was changed. Sync again; the log says what was asked.</source>
        <translation>Es wurde nichts geändert. Gleichen Sie wieder ab; das Protokoll sagt, was gefragt wurde.</translation>
    </message>
    <message>
        <source>Nothing was chosen for {field}: take a side for the record, or give it a value.</source>
        <translation>Für {field} ist nichts gewählt: übernehmen Sie eine Seite für den Datensatz oder geben Sie einen Wert ein.</translation>
    </message>
    <message>
        <source>Nothing was deleted in Airtable. Put it back, or correct the pair.</source>
        <translation>In Airtable wurde nichts gelöscht. Stellen Sie es wieder her oder berichtigen Sie das Paar.</translation>
    </message>
    <message>
        <source>Nothing was deleted on this computer. Bring it back in Airtable, or set up the pair anew.</source>
        <translation>Auf diesem Computer wurde nichts gelöscht. Holen Sie sie in Airtable zurück, oder richten Sie das Paar neu ein.</translation>
    </message>
    <message>
        <source>Nothing was lost: what was decided stays in the queue. The log has the details.</source>
        <translation>Nichts ist verloren: Was entschieden war, bleibt in der Warteschlange. Im Protokoll stehen die Einzelheiten.</translation>
    </message>
    <message>
        <source>Nothing was lost: what was not done stays in the queue, and the next sync goes on.</source>
        <translation>Nichts ist verloren: Was nicht getan wurde, bleibt in der Warteschlange, und der nächste Abgleich macht weiter.</translation>
    </message>
    <message>
        <source>Nothing was put back.</source>
        <translation>Nichts wurde zurückgestellt.</translation>
    </message>
    <message>
        <source>Nothing was stored.</source>
        <translation>Gespeichert wurde nichts.</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>Es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing was written. To do it anyway: --plan {plan}</source>
        <translation>Es wurde nichts geschrieben. Um es trotzdem zu tun: --plan {plan}</translation>
    </message>
    <message>
        <source>Nothing was written. To do it anyway: --plan {plan}  (or --yes)</source>
        <translation>Es wurde nichts geschrieben. Um es trotzdem zu tun: --plan {plan}  (oder --yes)</translation>
    </message>
    <message>
        <source>Nothing would be written</source>
        <translation>Nichts würde geschrieben</translation>
    </message>
    <message>
        <source>Nothing written in these days</source>
        <translation>In diesen Tagen wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>Nothing yet:</source>
        <translation>Noch nichts:</translation>
    </message>
    <message>
        <source>Notify me of conflicts and problems</source>
        <translation>Konflikte und Probleme melden</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Numbered in Airtable, read only</source>
        <translation>In Airtable nummeriert, nur lesbar</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Once a day</source>
        <translation>Einmal am Tag</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
    <message>
        <source>One of them waits as a conflict: settle that first.</source>
        <translation>Einer von ihnen wartet als Konflikt: entscheiden Sie erst den.</translation>
    </message>
    <message>
        <source>One sync of the pair.</source>
        <translation>Ein Abgleich des Paars.</translation>
    </message>
    <message>
        <source>Only fields in conflict</source>
        <translation>Nur Felder im Konflikt</translation>
    </message>
    <message>
        <source>Only from Airtable to here; edits on the other side are left as they are</source>
        <translation>Nur von Airtable hierher; Änderungen auf der anderen Seite bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Only from Airtable to here; edits on the other side are overwritten</source>
        <translation>Nur von Airtable hierher; Änderungen auf der anderen Seite werden überschrieben</translation>
    </message>
    <message>
        <source>Only from Airtable to this computer</source>
        <translation>Nur von Airtable auf diesen Computer</translation>
    </message>
    <message>
        <source>Only from this computer to Airtable</source>
        <translation>Nur von diesem Computer nach Airtable</translation>
    </message>
    <message>
        <source>Only from this computer to Airtable; edits on the other side are left as they are</source>
        <translation>Nur von diesem Computer nach Airtable; Änderungen auf der anderen Seite bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Only from this computer to Airtable; edits on the other side are overwritten</source>
        <translation>Nur von diesem Computer nach Airtable; Änderungen auf der anderen Seite werden überschrieben</translation>
    </message>
    <message>
        <source>Open AirSync</source>
        <translation>AirSync öffnen</translation>
    </message>
    <message>
        <source>Open Airtable’s page for tokens</source>
        <translation>Airtables Seite für Tokens öffnen</translation>
    </message>
    <message>
        <source>Open a saved set-up</source>
        <translation>Einrichtung öffnen</translation>
    </message>
    <message>
        <source>Open a saved set-up…</source>
        <translation>Einrichtung öffnen…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open it in Excel or LibreOffice and save it again as .xlsx.</source>
        <translation>Öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie noch einmal als .xlsx.</translation>
    </message>
    <message>
        <source>Open it in Excel or LibreOffice and save it again.</source>
        <translation>Öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Open it once with the program that writes it, or allow this user to write the file and its folder.</source>
        <translation>Öffnen Sie sie einmal mit dem Programm, das sie schreibt, oder erlauben Sie diesem Benutzer, die Datei und ihren Ordner zu schreiben.</translation>
    </message>
    <message>
        <source>Open the manual</source>
        <translation>Handbuch öffnen</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>OpenClaw workspace</source>
        <translation>OpenClaw-Arbeitsbereich</translation>
    </message>
    <message>
        <source>Optimistic locking is a rule for the whole pair, not for single fields.</source>
        <translation>Optimistisches Sperren ist eine Regel für das ganze Paar, nicht für einzelne Felder.</translation>
    </message>
    <message>
        <source>Optimistic locking needs a number field that counts the versions (--version-field).</source>
        <translation>Optimistisches Sperren braucht ein Zahlenfeld, das die Versionen zählt (--version-field).</translation>
    </message>
    <message>
        <source>Or what was asked for does not exist.</source>
        <translation>Oder es gibt nicht, wonach gefragt wurde.</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Others may have read it: make a new token in Airtable, or, if nobody has, chmod 600 {path} and try again.</source>
        <translation>Andere können ihn gelesen haben: Erzeugen Sie in Airtable einen neuen Token oder, wenn es niemand hat, chmod 600 {path} und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Overwrite edits on the other side</source>
        <translation>Änderungen auf der anderen Seite überschreiben</translation>
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
        <source>Pairs and rules that you saved before, from this or another computer.</source>
        <translation>Paare und Regeln, die Sie früher gespeichert haben, von diesem oder einem anderen Computer.</translation>
    </message>
    <message>
        <source>Pairs are synced as before. The icon’s menu ends it; Settings say whether closing the window does.</source>
        <translation>Paare werden weiter abgeglichen. Das Menü des Symbols beendet AirSync; in den Einstellungen steht, ob das Schließen des Fensters es tut.</translation>
    </message>
    <message>
        <source>Pairs with their rules in a file, for another computer. No token, and nothing of your tables: there each pair begins with a first sync.</source>
        <translation>Paare mit ihren Regeln in einer Datei, für einen anderen Computer. Kein Token und nichts aus Ihren Tabellen: Dort beginnt jedes Paar mit einem ersten Abgleich.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Part of the key</source>
        <translation>Teil des Schlüssels</translation>
    </message>
    <message>
        <source>Paste a personal access token, choose a base and a table, then the file or database on this computer.</source>
        <translation>Fügen Sie ein persönliches Zugriffstoken ein, wählen Sie Base und Tabelle und dann die Datei oder Datenbank auf diesem Computer.</translation>
    </message>
    <message>
        <source>Paste it again whole, or make a new one.</source>
        <translation>Fügen Sie es noch einmal vollständig ein oder erstellen Sie ein neues.</translation>
    </message>
    <message>
        <source>Paste it into your report, and read it before you send it.</source>
        <translation>Fügen Sie es in Ihren Bericht ein und lesen Sie es vor dem Absenden.</translation>
    </message>
    <message>
        <source>Path of the file on this computer</source>
        <translation>Pfad der Datei auf diesem Computer</translation>
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
        <source>Pauses that Airtable asked for</source>
        <translation>Pausen, um die Airtable bat</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>Prozent</translation>
    </message>
    <message>
        <source>Personal access token</source>
        <translation>Persönliches Zugriffstoken</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>Preparing the sample</source>
        <translation>Das Beispiel wird vorbereitet</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Preview all</source>
        <translation>Vorschau für alle</translation>
    </message>
    <message>
        <source>Preview it to see why, and to let it go on.</source>
        <translation>Die Vorschau zeigt, warum, und lässt ihn fortfahren.</translation>
    </message>
    <message>
        <source>Previous conflict (P)</source>
        <translation>Voriger Konflikt (P)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems only</source>
        <translation>Nur Probleme</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Aufgeschoben</translation>
    </message>
    <message>
        <source>Put {value} back?</source>
        <translation>{value} zurückschreiben?</translation>
    </message>
    <message>
        <source>Put {value} back…</source>
        <translation>{value} zurückschreiben…</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Quiet hours are two times of the day: 22:00-07:00.</source>
        <translation>Ruhezeiten sind zwei Tageszeiten: 22:00-07:00.</translation>
    </message>
    <message>
        <source>Quiet hours begin and end at different times.</source>
        <translation>Ruhezeiten beginnen und enden zu verschiedenen Zeiten.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Rate limited</source>
        <translation>Gebremst</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Read only, {part}</source>
        <translation>Nur lesbar, {part}</translation>
    </message>
    <message>
        <source>Read “{text}” as {number}</source>
        <translation>„{text}“ als {number} lesen</translation>
    </message>
    <message>
        <source>Reading both sides …</source>
        <translation>Beide Seiten werden gelesen …</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Die Datei wird gelesen …</translation>
    </message>
    <message>
        <source>Received today</source>
        <translation>Heute erhalten</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Record gone</source>
        <translation>Datensatz weg</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Refused by Airtable</source>
        <translation>Von Airtable abgelehnt</translation>
    </message>
    <message>
        <source>Refused by {by}</source>
        <translation>Abgelehnt: {by}</translation>
    </message>
    <message>
        <source>Refused value edited by you</source>
        <translation>Abgelehnter Wert von Ihnen bearbeitet</translation>
    </message>
    <message>
        <source>Refused {where}: {why}</source>
        <translation>Abgelehnt {where}: {why}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the pair</source>
        <translation>Das Paar entfernen</translation>
    </message>
    <message>
        <source>Remove the pair {pair}?</source>
        <translation>Das Paar {pair} entfernen?</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message>
        <source>Remove the rule for {field}</source>
        <translation>Regel für {field} entfernen</translation>
    </message>
    <message>
        <source>Remove the rule for {field} in {pair}</source>
        <translation>Regel für {field} in {pair} entfernen</translation>
    </message>
    <message>
        <source>Remove this pair…</source>
        <translation>Dieses Paar entfernen …</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>Umbenannt</translation>
    </message>
    <message>
        <source>Replace the key…</source>
        <translation>Zugangsschlüssel ersetzen…</translation>
    </message>
    <message>
        <source>Replace the token of “{account}”…</source>
        <translation>Das Token von „{account}“ ersetzen…</translation>
    </message>
    <message>
        <source>Replace the token…</source>
        <translation>Token ersetzen…</translation>
    </message>
    <message>
        <source>Request log</source>
        <translation>Anfrageprotokoll</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Requests a day</source>
        <translation>Anfragen pro Tag</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>Requests a second that Airtable takes</source>
        <translation>Anfragen je Sekunde, die Airtable annimmt</translation>
    </message>
    <message>
        <source>Requests a second: {what}</source>
        <translation>Anfragen je Sekunde: {what}</translation>
    </message>
    <message>
        <source>Requests an hour</source>
        <translation>Anfragen pro Stunde</translation>
    </message>
    <message>
        <source>Requests by token, base and pair</source>
        <translation>Anfragen nach Token, Base und Paar</translation>
    </message>
    <message>
        <source>Requests that failed</source>
        <translation>Fehlgeschlagene Anfragen</translation>
    </message>
    <message>
        <source>Requests, errors and response times</source>
        <translation>Anfragen, Fehler und Antwortzeiten</translation>
    </message>
    <message>
        <source>Response time</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>Restore in Airtable</source>
        <translation>In Airtable wiederherstellen</translation>
    </message>
    <message>
        <source>Restore it from a copy, or mend it with the program that made it.</source>
        <translation>Stellen Sie sie aus einer Kopie wieder her, oder reparieren Sie sie mit dem Programm, das sie gemacht hat.</translation>
    </message>
    <message>
        <source>Restore it, delete it on both sides, or keep it only where it is.</source>
        <translation>Stellen Sie ihn wieder her, löschen Sie ihn auf beiden Seiten oder behalten Sie ihn nur dort, wo er ist.</translation>
    </message>
    <message>
        <source>Restore on this computer</source>
        <translation>Auf diesem Computer wiederherstellen</translation>
    </message>
    <message>
        <source>Restore {count}</source>
        <translation>{count} wiederherstellen</translation>
    </message>
    <message>
        <source>Restoring in Airtable.</source>
        <translation>In Airtable wiederherstellen.</translation>
    </message>
    <message>
        <source>Restoring on this computer.</source>
        <translation>Auf diesem Computer wiederherstellen.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
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
        <translation>Fehlgeschlagene erneut versuchen</translation>
    </message>
    <message>
        <source>Retry in {span}</source>
        <translation>Erneut in {span}</translation>
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
        <source>Rich text</source>
        <translation>Formatierter Text</translation>
    </message>
    <message>
        <source>Rollup</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Rollup in Airtable, read only</source>
        <translation>Zusammenfassung (Rollup) in Airtable, nur lesbar</translation>
    </message>
    <message>
        <source>Row {row}. {cells}</source>
        <translation>Zeile {row}. {cells}</translation>
    </message>
    <message>
        <source>Rows that leave by themselves</source>
        <translation>Zeilen, die von selbst verschwinden</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Rules for single fields, where both sides changed them</source>
        <translation>Regeln für einzelne Felder, wenn beide Seiten sie geändert haben</translation>
    </message>
    <message>
        <source>Rules of {pair}</source>
        <translation>Regeln von {pair}</translation>
    </message>
    <message>
        <source>Run at {time}</source>
        <translation>Abgleich um {time}</translation>
    </message>
    <message>
        <source>Run of {day} at {time}</source>
        <translation>Abgleich vom {day} um {time}</translation>
    </message>
    <message>
        <source>Run yesterday at {time}</source>
        <translation>Abgleich gestern um {time}</translation>
    </message>
    <message>
        <source>Run {id}, {moment}. {change}</source>
        <translation>Abgleich {id}, {moment}. {change}</translation>
    </message>
    <message>
        <source>Run {run} added {record} whole: undo the record, not a field of it.</source>
        <translation>Abgleich {run} hat {record} ganz angelegt: machen Sie den Datensatz rückgängig, nicht ein Feld davon.</translation>
    </message>
    <message>
        <source>Run {run} deleted {record} whole: undo the record, not a field of it.</source>
        <translation>Abgleich {run} hat {record} ganz gelöscht: machen Sie den Datensatz rückgängig, nicht ein Feld davon.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Abgleiche</translation>
    </message>
    <message numerus="yes">
        <source>Same key made on both sides, {n} field differs</source>
        <comment>Same key made on both sides, {n} fields differ</comment>
        <translation>
            <numerusform>Derselbe Schlüssel auf beiden Seiten angelegt, {n} Feld weicht ab</numerusform>
            <numerusform>Derselbe Schlüssel auf beiden Seiten angelegt, {n} Felder weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Same name</source>
        <translation>Gleicher Name</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Save all pairs…</source>
        <translation>Alle Paare speichern…</translation>
    </message>
    <message>
        <source>Save it again as UTF-8 text, without what is unusual in it.</source>
        <translation>Speichern Sie sie noch einmal als UTF-8-Text, ohne das Ungewöhnliche darin.</translation>
    </message>
    <message>
        <source>Save it again as UTF-8 text.</source>
        <translation>Speichern Sie sie noch einmal als UTF-8-Text.</translation>
    </message>
    <message>
        <source>Save it as .xlsx without one.</source>
        <translation>Speichern Sie sie ohne Passwort als .xlsx.</translation>
    </message>
    <message>
        <source>Save it as UTF-8 text with commas.</source>
        <translation>Speichern Sie sie als UTF-8-Text mit Kommas.</translation>
    </message>
    <message>
        <source>Save the set-up</source>
        <translation>Einrichtung speichern</translation>
    </message>
    <message>
        <source>Saved set-ups</source>
        <translation>Gespeicherte Einrichtungen</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Say when: change, 60 min, 07:00, or never.</source>
        <translation>Sagen Sie, wann: change, 60 min, 07:00 oder never.</translation>
    </message>
    <message>
        <source>Say which table of the OpenClaw workspace. {offer}</source>
        <translation>Nennen Sie eine Tabelle des OpenClaw-Arbeitsbereichs. {offer}</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Schema lists the rule, and takes it back.</source>
        <translation>Unter „Schema“ steht die Regel und lässt sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Search bases</source>
        <translation>Bases suchen</translation>
    </message>
    <message>
        <source>Search records</source>
        <translation>Datensätze suchen</translation>
    </message>
    <message>
        <source>Search records or fields</source>
        <translation>Datensatz, Feld suchen</translation>
    </message>
    <message>
        <source>Search records or values</source>
        <translation>Datensatz, Wert suchen</translation>
    </message>
    <message>
        <source>Search tables</source>
        <translation>Tabellen suchen</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Protokoll durchsuchen</translation>
    </message>
    <message>
        <source>See whether the keyring&apos;s own program can open it; signing out and in again often helps.</source>
        <translation>Sehen Sie nach, ob das Programm des Schlüsselbunds ihn öffnen kann; oft hilft es, sich ab- und wieder anzumelden.</translation>
    </message>
    <message>
        <source>See whether the server runs and can be reached from here, then sync again.</source>
        <translation>Sehen Sie nach, ob der Server läuft und von hier erreichbar ist, und gleichen Sie dann noch einmal ab.</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Select all {count}</source>
        <translation>Alle {count} auswählen</translation>
    </message>
    <message>
        <source>Send to a text field instead…</source>
        <translation>Stattdessen an ein Textfeld…</translation>
    </message>
    <message>
        <source>Server error</source>
        <translation>Serverfehler</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock right if it is wrong. If your network looks into connections, its own certificate must be among the system&apos;s.</source>
        <translation>Stellen Sie die Uhr dieses Computers, wenn sie falsch geht. Sieht Ihr Netz in Verbindungen hinein, muss sein eigenes Zertifikat unter denen des Systems sein.</translation>
    </message>
    <message>
        <source>Set-up and checks</source>
        <translation>Einrichtung und Prüfungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Settled beside the list</source>
        <translation>Neben der Liste zu klären</translation>
    </message>
    <message>
        <source>Shift+1</source>
        <translation>Umschalt+1</translation>
    </message>
    <message>
        <source>Shift+2</source>
        <translation>Umschalt+2</translation>
    </message>
    <message>
        <source>Shorten the longest texts.</source>
        <translation>Kürzen Sie die längsten Texte.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Show conflicts</source>
        <translation>Konflikte zeigen</translation>
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
        <source>Show the fields</source>
        <translation>Die Felder zeigen</translation>
    </message>
    <message>
        <source>Show the log…</source>
        <translation>Protokoll zeigen…</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Diese zeigen</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Zeigen …</translation>
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
        <source>Single collaborator</source>
        <translation>Mitarbeiterin oder Mitarbeiter</translation>
    </message>
    <message>
        <source>Single line text</source>
        <translation>Einzeiliger Text</translation>
    </message>
    <message>
        <source>Single select</source>
        <translation>Einfachauswahl</translation>
    </message>
    <message>
        <source>Something changed since you looked. Nothing was written.</source>
        <translation>Etwas hat sich geändert, seit Sie es angesehen haben. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Something went wrong that AirSync did not expect ({kind}).</source>
        <translation>Etwas ging schief, womit AirSync nicht gerechnet hat ({kind}).</translation>
    </message>
    <message>
        <source>Split it into smaller folders.</source>
        <translation>Teilen Sie ihn in kleinere Ordner auf.</translation>
    </message>
    <message>
        <source>Split it into smaller tables.</source>
        <translation>Teilen Sie sie in kleinere Tabellen auf.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start AirSync when I log in</source>
        <translation>AirSync bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Start: {done}</source>
        <translation>Starten: {done}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Step {number} of {of}, {step}, {state}</source>
        <translation>Schritt {number} von {of}, {step}, {state}</translation>
    </message>
    <message>
        <source>Stop if a run would delete more than {deletes} records and {delete_share} % of them, or change more than {updates} and {update_share} %</source>
        <translation>Anhalten, wenn ein Abgleich mehr als {deletes} Datensätze und {delete_share} % davon löschen würde oder mehr als {updates} und {update_share} % ändern</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Stopped as you asked. What was not done stays in the queue for the next sync.</source>
        <translation>Abgebrochen, wie gewünscht. Was nicht getan wurde, bleibt für den nächsten Abgleich in der Warteschlange.</translation>
    </message>
    <message>
        <source>Stopped before writing</source>
        <translation>Vor dem Schreiben angehalten</translation>
    </message>
    <message>
        <source>Stopped by the guard</source>
        <translation>Vom Schutz angehalten</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>Von Ihnen abgebrochen</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Store one with: airsync-gui token set  (or pass one for a single command with --token-stdin)</source>
        <translation>Einen speichern: airsync-gui token set  (oder für einen einzelnen Befehl mit --token-stdin übergeben)</translation>
    </message>
    <message>
        <source>Stored today</source>
        <translation>Heute gespeichert</translation>
    </message>
    <message numerus="yes">
        <source>Stored {n} day ago</source>
        <comment>Stored {n} days ago</comment>
        <translation>
            <numerusform>Vor {n} Tag gespeichert</numerusform>
            <numerusform>Vor {n} Tagen gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync a pair when its file changes</source>
        <translation>Ein Paar abgleichen, wenn sich seine Datei ändert</translation>
    </message>
    <message>
        <source>Sync again when the other program is done.</source>
        <translation>Gleichen Sie wieder ab, wenn das andere Programm fertig ist.</translation>
    </message>
    <message>
        <source>Sync again: the next sync looks what is there, and goes on from it.</source>
        <translation>Gleichen Sie wieder ab: Der nächste Abgleich sieht nach, was da ist, und macht von dort weiter.</translation>
    </message>
    <message>
        <source>Sync all now</source>
        <translation>Alle jetzt abgleichen</translation>
    </message>
    <message>
        <source>Sync all pairs</source>
        <translation>Alle Paare abgleichen</translation>
    </message>
    <message>
        <source>Sync all pairs by the clock</source>
        <translation>Alle Paare nach der Uhr</translation>
    </message>
    <message>
        <source>Sync all the same</source>
        <translation>Trotzdem abgleichen</translation>
    </message>
    <message>
        <source>Sync all the same now</source>
        <translation>Jetzt trotzdem abgleichen</translation>
    </message>
    <message>
        <source>Sync and read everything</source>
        <translation>Abgleichen und alles lesen</translation>
    </message>
    <message>
        <source>Sync another table, or let the pair write Airtable only (--direction push).</source>
        <translation>Gleichen Sie eine andere Tabelle ab, oder lassen Sie das Paar nur Airtable schreiben (--direction push).</translation>
    </message>
    <message>
        <source>Sync it by the clock</source>
        <translation>Nach der Uhr</translation>
    </message>
    <message>
        <source>Sync it when its file changes</source>
        <translation>Abgleichen, wenn sich die Datei ändert</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Sync now: {done}</source>
        <translation>Jetzt abgleichen: {done}</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Table in the OpenClaw workspace</source>
        <translation>Tabelle im OpenClaw-Arbeitsbereich</translation>
    </message>
    <message>
        <source>Table in the file</source>
        <translation>Tabelle in der Datei</translation>
    </message>
    <message numerus="yes">
        <source>Table {table}, {n} field</source>
        <comment>Table {table}, {n} fields</comment>
        <translation>
            <numerusform>Tabelle {table}, {n} Feld</numerusform>
            <numerusform>Tabelle {table}, {n} Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Take Airtable&apos;s</source>
        <translation>Wert aus Airtable übernehmen</translation>
    </message>
    <message>
        <source>Take Airtable&apos;s for {count}</source>
        <translation>Airtables Werte für {count} übernehmen</translation>
    </message>
    <message>
        <source>Take Airtable&apos;s values</source>
        <translation>Die Werte aus Airtable übernehmen</translation>
    </message>
    <message>
        <source>Take Airtable’s value</source>
        <translation>Den Wert aus Airtable übernehmen</translation>
    </message>
    <message>
        <source>Take it out of that field, or bring it back in Airtable and try again.</source>
        <translation>Nehmen Sie ihn aus diesem Feld, oder stellen Sie ihn in Airtable wieder her und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Take it out, and sync</source>
        <translation>Herausnehmen und abgleichen</translation>
    </message>
    <message>
        <source>Take the later edit</source>
        <translation>Die spätere Änderung übernehmen</translation>
    </message>
    <message>
        <source>Take the protection off in Excel or LibreOffice, or let the pair write Airtable only.</source>
        <translation>Heben Sie den Schutz in Excel oder LibreOffice auf, oder lassen Sie das Paar nur Airtable schreiben.</translation>
    </message>
    <message>
        <source>Take the signature off, or let the pair write Airtable only.</source>
        <translation>Entfernen Sie die Signatur, oder lassen Sie das Paar nur Airtable schreiben.</translation>
    </message>
    <message>
        <source>Take this computer&apos;s</source>
        <translation>Wert dieses Computers übernehmen</translation>
    </message>
    <message>
        <source>Take this computer&apos;s for {count}</source>
        <translation>Werte dieses Computers für {count} übernehmen</translation>
    </message>
    <message>
        <source>Take this computer&apos;s values</source>
        <translation>Die Werte dieses Computers übernehmen</translation>
    </message>
    <message>
        <source>Take this computer’s value</source>
        <translation>Den Wert dieses Computers übernehmen</translation>
    </message>
    <message>
        <source>Take {value}</source>
        <translation>{value} übernehmen</translation>
    </message>
    <message>
        <source>Take {value}, Airtable&apos;s value</source>
        <translation>{value} übernehmen, den Wert aus Airtable</translation>
    </message>
    <message>
        <source>Take {value}, this computer&apos;s value</source>
        <translation>{value} übernehmen, den Wert dieses Computers</translation>
    </message>
    <message>
        <source>Takes no part</source>
        <translation>Nimmt nicht teil</translation>
    </message>
    <message>
        <source>Taking Airtable&apos;s:</source>
        <translation>Wert aus Airtable übernehmen:</translation>
    </message>
    <message>
        <source>Taking this computer&apos;s:</source>
        <translation>Wert dieses Computers übernehmen:</translation>
    </message>
    <message>
        <source>Taking {value}:</source>
        <translation>{value} übernehmen:</translation>
    </message>
    <message>
        <source>That conflict was settled meanwhile, elsewhere.</source>
        <translation>Dieser Konflikt wurde inzwischen anderswo entschieden.</translation>
    </message>
    <message>
        <source>That key file is not taken</source>
        <translation>Diese Schlüsseldatei wird nicht angenommen</translation>
    </message>
    <message>
        <source>The access token is refused</source>
        <translation>Der Zugriffstoken wird abgelehnt</translation>
    </message>
    <message numerus="yes">
        <source>The access token “{account}” is {n} day old.</source>
        <comment>The access token “{account}” is {n} days old.</comment>
        <translation>
            <numerusform>Der Zugriffstoken „{account}“ ist {n} Tag alt.</numerusform>
            <numerusform>Der Zugriffstoken „{account}“ ist {n} Tage alt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The access token “{account}” is {n} day old: make a new one at Airtable, and replace it.</source>
        <comment>The access token “{account}” is {n} days old: make a new one at Airtable, and replace it.</comment>
        <translation>
            <numerusform>Der Zugriffstoken „{account}“ ist {n} Tag alt: Erzeugen Sie bei Airtable einen neuen und ersetzen Sie ihn.</numerusform>
            <numerusform>Der Zugriffstoken „{account}“ ist {n} Tage alt: Erzeugen Sie bei Airtable einen neuen und ersetzen Sie ihn.</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer does not name every record that was sent.</source>
        <translation>Die Antwort nennt nicht jeden Datensatz, der gesendet wurde.</translation>
    </message>
    <message>
        <source>The answer is larger than {count} MB.</source>
        <translation>Die Antwort ist größer als {count} MB.</translation>
    </message>
    <message>
        <source>The answer is not Airtable&apos;s JSON: {error}</source>
        <translation>Die Antwort ist nicht das JSON von Airtable: {error}</translation>
    </message>
    <message>
        <source>The answer is packed in a way that was not asked for.</source>
        <translation>Die Antwort ist auf eine Weise gepackt, um die nicht gebeten wurde.</translation>
    </message>
    <message>
        <source>The answer was not complete after {seconds} seconds.</source>
        <translation>Die Antwort war nach {seconds} Sekunden noch nicht vollständig.</translation>
    </message>
    <message>
        <source>The answer was {status}.</source>
        <translation>Die Antwort war {status}.</translation>
    </message>
    <message>
        <source>The base has as many webhooks as Airtable allows.</source>
        <translation>Die Base hat so viele Webhooks, wie Airtable erlaubt.</translation>
    </message>
    <message>
        <source>The change feed is dead: it is gone. The next sync reads all records.</source>
        <translation>Die Änderungsmeldungen sind tot: Es gibt sie nicht mehr. Der nächste Abgleich liest alle Datensätze.</translation>
    </message>
    <message>
        <source>The change feed is dead: it was not read for days. The next sync reads all records.</source>
        <translation>Die Änderungsmeldungen sind tot: Sie wurden tagelang nicht gelesen. Der nächste Abgleich liest alle Datensätze.</translation>
    </message>
    <message>
        <source>The change feed is switched off for this pair.</source>
        <translation>Die Änderungsmeldungen sind für dieses Paar ausgeschaltet.</translation>
    </message>
    <message>
        <source>The change feed of {name} is dead; a sync mends it.</source>
        <translation>Die Änderungsmeldungen von {name} sind tot; ein Abgleich behebt es.</translation>
    </message>
    <message>
        <source>The chosen conflict</source>
        <translation>Der gewählte Konflikt</translation>
    </message>
    <message>
        <source>The chosen duplicates</source>
        <translation>Die gewählten Doppelungen</translation>
    </message>
    <message>
        <source>The chosen entry</source>
        <translation>Der gewählte Eintrag</translation>
    </message>
    <message>
        <source>The column {column} belongs to</source>
        <translation>Die Spalte {column} gehört zu</translation>
    </message>
    <message>
        <source>The column {column} is part of the key: set up the pair anew to change its key.</source>
        <translation>Die Spalte {column} gehört zum Schlüssel: Richten Sie das Paar neu ein, um seinen Schlüssel zu ändern.</translation>
    </message>
    <message>
        <source>The command line and its JSON are always English.</source>
        <translation>Die Befehlszeile und ihr JSON sind immer englisch.</translation>
    </message>
    <message>
        <source>The connection is not safe</source>
        <translation>Die Verbindung ist nicht sicher</translation>
    </message>
    <message>
        <source>The database can&apos;t be read</source>
        <translation>Die Datenbank ist nicht lesbar</translation>
    </message>
    <message>
        <source>The database can&apos;t be written</source>
        <translation>Die Datenbank ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>The database did not say whether it kept the changes</source>
        <translation>Die Datenbank sagte nicht, ob sie die Änderungen behalten hat</translation>
    </message>
    <message>
        <source>The database is not there</source>
        <translation>Die Datenbank ist nicht da</translation>
    </message>
    <message>
        <source>The database keeps changing</source>
        <translation>Die Datenbank ändert sich laufend</translation>
    </message>
    <message>
        <source>The duplicates of {record} differ in {fields}: say which value is to stay.</source>
        <translation>Die Doppelungen von {record} unterscheiden sich in {fields}: sagen Sie, welcher Wert bleiben soll.</translation>
    </message>
    <message>
        <source>The field {field} has no column: map it with --map COLUMN={field}.</source>
        <translation>Das Feld {field} hat keine Spalte: Ordnen Sie ihm eine zu (--map COLUMN={field}).</translation>
    </message>
    <message>
        <source>The field {field} is mapped twice: a field has one column.</source>
        <translation>Das Feld {field} ist zweimal zugeordnet: Ein Feld hat eine Spalte.</translation>
    </message>
    <message>
        <source>The field {field} is not mapped in this pair.</source>
        <translation>Das Feld {field} ist in diesem Paar nicht zugeordnet.</translation>
    </message>
    <message>
        <source>The field {field} is part of the key and can&apos;t be taken out.</source>
        <translation>Das Feld {field} gehört zum Schlüssel und kann nicht entfernt werden.</translation>
    </message>
    <message>
        <source>The field {field}: {why}</source>
        <translation>Das Feld {field}: {why}</translation>
    </message>
    <message>
        <source>The field {field}{where} is part of the key and is now of type {type}.</source>
        <translation>Das Feld {field}{where} gehört zum Schlüssel und ist jetzt vom Typ {type}.</translation>
    </message>
    <message>
        <source>The fields in question: {fields}.</source>
        <translation>Um diese Felder geht es: {fields}.</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>The file can&apos;t be read</source>
        <translation>Die Datei ist nicht lesbar</translation>
    </message>
    <message>
        <source>The file can&apos;t be written</source>
        <translation>Die Datei ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>The file is not there</source>
        <translation>Die Datei ist nicht da</translation>
    </message>
    <message>
        <source>The file keeps changing</source>
        <translation>Die Datei ändert sich laufend</translation>
    </message>
    <message>
        <source>The file lost the end of its last row and its last line end: it may have been cut off.</source>
        <translation>Der Datei fehlen das Ende ihrer letzten Zeile und ihr letztes Zeilenende: Vielleicht wurde sie abgeschnitten.</translation>
    </message>
    <message numerus="yes">
        <source>The file lost {n} record and its last line end: it may have been cut off.</source>
        <comment>The file lost {n} records and its last line end: it may have been cut off.</comment>
        <translation>
            <numerusform>Der Datei fehlen {n} Datensatz und ihr letztes Zeilenende: Vielleicht wurde sie abgeschnitten.</numerusform>
            <numerusform>Der Datei fehlen {n} Datensätze und ihr letztes Zeilenende: Vielleicht wurde sie abgeschnitten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder can&apos;t be read</source>
        <translation>Der Ordner ist nicht lesbar</translation>
    </message>
    <message>
        <source>The folder can&apos;t be written</source>
        <translation>Der Ordner ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>The folder is not there</source>
        <translation>Der Ordner ist nicht da</translation>
    </message>
    <message>
        <source>The folder keeps changing</source>
        <translation>Der Ordner ändert sich laufend</translation>
    </message>
    <message>
        <source>The guard stopped the run before it wrote anything.</source>
        <translation>Der Schutz hat den Abgleich angehalten, bevor er etwas schrieb.</translation>
    </message>
    <message>
        <source>The icon’s menu ends AirSync then.</source>
        <translation>Beendet wird AirSync dann über das Menü des Symbols.</translation>
    </message>
    <message>
        <source>The keyring can&apos;t be used{backend}.</source>
        <translation>Der Schlüsselbund ist nicht benutzbar{backend}.</translation>
    </message>
    <message>
        <source>The keyring did not answer in time.</source>
        <translation>Der Schlüsselbund hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The keyring is locked and was not unlocked.</source>
        <translation>Der Schlüsselbund ist gesperrt und wurde nicht entsperrt.</translation>
    </message>
    <message>
        <source>The last run left work on these records whose end is not known: sync first.</source>
        <translation>Der letzte Abgleich hat Arbeit an diesen Datensätzen hinterlassen, deren Ausgang nicht bekannt ist: gleichen Sie erst ab.</translation>
    </message>
    <message>
        <source>The last run left work on {record} whose end is not known: sync first.</source>
        <translation>Der letzte Abgleich hat an {record} Arbeit übrig gelassen, deren Ende nicht bekannt ist: Gleichen Sie zuerst ab.</translation>
    </message>
    <message>
        <source>The later edit is taken</source>
        <translation>Die spätere Änderung wird übernommen</translation>
    </message>
    <message>
        <source>The log holds</source>
        <translation>Das Protokoll enthält</translation>
    </message>
    <message>
        <source>The log was not saved.</source>
        <translation>Das Protokoll wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>The manual</source>
        <translation>Das Handbuch</translation>
    </message>
    <message>
        <source>The manual is in English.</source>
        <translation>Das Handbuch gibt es nur auf Englisch.</translation>
    </message>
    <message>
        <source>The marked values are new; your choices are still here.</source>
        <translation>Die markierten Werte sind neu; Ihre Auswahl ist noch da.</translation>
    </message>
    <message>
        <source>The month’s calls are nearly spent</source>
        <translation>Die Aufrufe des Monats sind fast verbraucht</translation>
    </message>
    <message>
        <source>The month’s calls are used</source>
        <translation>Verbrauchte Aufrufe des Monats</translation>
    </message>
    <message>
        <source>The next sync carries it over. History has the run, and can undo it.</source>
        <translation>Der nächste Abgleich überträgt es. Der Vorgang steht im Verlauf und lässt sich dort rückgängig machen.</translation>
    </message>
    <message>
        <source>The next sync goes on.</source>
        <translation>Der nächste Abgleich macht weiter.</translation>
    </message>
    <message>
        <source>The next sync reads both sides again.</source>
        <translation>Der nächste Abgleich liest beide Seiten neu.</translation>
    </message>
    <message>
        <source>The next sync would be refused: {why}</source>
        <translation>Beim nächsten Abgleich würde er abgelehnt: {why}</translation>
    </message>
    <message>
        <source>The next sync would leave it to you: {kind}.</source>
        <translation>Der nächste Abgleich würde ihn Ihnen überlassen: {kind}.</translation>
    </message>
    <message>
        <source>The next sync would not touch it.</source>
        <translation>Der nächste Abgleich würde ihn nicht anrühren.</translation>
    </message>
    <message>
        <source>The next sync would {deed}.</source>
        <translation>Der nächste Abgleich würde {deed}.</translation>
    </message>
    <message>
        <source>The only keyring on this computer{backend} keeps secrets readable, so no token is stored in it.</source>
        <translation>Der einzige Schlüsselbund auf diesem Computer{backend} bewahrt Geheimnisse lesbar auf; darum wird kein Token darin gespeichert.</translation>
    </message>
    <message>
        <source>The pair {pair} belongs to {what}, but AIRTABLE_ENDPOINT_URL is not set, which means {host}. Nothing was sent. Set the variable back, or add a pair for the other address.</source>
        <translation>Das Paar {pair} gehört zu {what}, aber AIRTABLE_ENDPOINT_URL ist nicht gesetzt, was {host} bedeutet. Es wurde nichts gesendet. Setzen Sie die Variable zurück oder fügen Sie ein Paar für die andere Adresse hinzu.</translation>
    </message>
    <message>
        <source>The pair {pair} belongs to {what}, but AIRTABLE_ENDPOINT_URL points to {host}. Nothing was sent. Set the variable back, or add a pair for the other address.</source>
        <translation>Das Paar {pair} gehört zu {what}, aber AIRTABLE_ENDPOINT_URL zeigt auf {host}. Es wurde nichts gesendet. Setzen Sie die Variable zurück oder fügen Sie ein Paar für die andere Adresse hinzu.</translation>
    </message>
    <message>
        <source>The pair {pair} belongs to {where}, but AIRTABLE_ENDPOINT_URL is not set, which means {host}. Nothing was sent. Set the variable back, or add a pair for the other address.</source>
        <translation>Das Paar {pair} gehört zu {where}, aber AIRTABLE_ENDPOINT_URL ist nicht gesetzt, also {host}. Nichts wurde gesendet. Stellen Sie die Variable zurück, oder legen Sie ein Paar für die andere Adresse an.</translation>
    </message>
    <message>
        <source>The pair {pair} belongs to {where}, but AIRTABLE_ENDPOINT_URL points to {host}. Nothing was sent. Set the variable back, or add a pair for the other address.</source>
        <translation>Das Paar {pair} gehört zu {where}, aber AIRTABLE_ENDPOINT_URL zeigt auf {host}. Nichts wurde gesendet. Stellen Sie die Variable zurück, oder legen Sie ein Paar für die andere Adresse an.</translation>
    </message>
    <message>
        <source>The pair&apos;s key (or its version) needs it, so nothing was synced. Bring it back, or set up the pair anew.</source>
        <translation>Der Schlüssel des Paars (oder seine Version) braucht es; darum wurde nichts abgeglichen. Stellen Sie es wieder her oder richten Sie das Paar neu ein.</translation>
    </message>
    <message>
        <source>The pair&apos;s share of this month&apos;s calls is used up</source>
        <translation>Der Anteil des Paars an den Aufrufen dieses Monats ist verbraucht</translation>
    </message>
    <message>
        <source>The plan has changed since it was {plan}.</source>
        <translation>Der Plan hat sich geändert, seit er {plan} war.</translation>
    </message>
    <message>
        <source>The plan has changed since you saw it.</source>
        <translation>Der Plan hat sich geändert, seit Sie ihn gesehen haben.</translation>
    </message>
    <message>
        <source>The present token does not see {base}: it was deleted, or the token may not use it.</source>
        <translation>Der gegenwärtige Token sieht {base} nicht: Sie wurde gelöscht, oder der Token darf sie nicht benutzen.</translation>
    </message>
    <message>
        <source>The proxy settings of this computer (HTTPS_PROXY, ALL_PROXY) can&apos;t be used.</source>
        <translation>Die Proxy-Einstellungen dieses Computers (HTTPS_PROXY, ALL_PROXY) sind nicht brauchbar.</translation>
    </message>
    <message>
        <source>The record</source>
        <translation>Der Datensatz</translation>
    </message>
    <message>
        <source>The record changed while it was written.</source>
        <translation>Der Datensatz hat sich geändert, während er geschrieben wurde.</translation>
    </message>
    <message>
        <source>The record leaves the pair and stays there.</source>
        <translation>Der Datensatz verlässt das Paar und bleibt dort.</translation>
    </message>
    <message>
        <source>The record stays in Airtable only, and is left out of the sync.</source>
        <translation>Der Datensatz bleibt nur in Airtable und wird nicht mehr abgeglichen.</translation>
    </message>
    <message>
        <source>The record stays on this computer only, and is left out of the sync.</source>
        <translation>Der Datensatz bleibt nur auf diesem Computer und wird nicht mehr abgeglichen.</translation>
    </message>
    <message>
        <source>The record waits in Conflicts; everything else goes on.</source>
        <translation>Der Datensatz wartet unter „Konflikte“; alles andere läuft weiter.</translation>
    </message>
    <message>
        <source>The record was edited {kept} and deleted {lost}</source>
        <translation>Der Datensatz wurde {kept} geändert und {lost} gelöscht</translation>
    </message>
    <message>
        <source>The rule is removed.</source>
        <translation>Die Regel ist entfernt.</translation>
    </message>
    <message>
        <source>The run would have cost more calls than the pair may make. Nothing was written.</source>
        <translation>Der Abgleich hätte mehr Aufrufe gekostet, als dem Paar zustehen. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The sheet can&apos;t be read</source>
        <translation>Das Tabellenblatt ist nicht lesbar</translation>
    </message>
    <message>
        <source>The sheet can&apos;t be written</source>
        <translation>Das Tabellenblatt ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>The sheet is not there</source>
        <translation>Das Tabellenblatt ist nicht da</translation>
    </message>
    <message>
        <source>The sheet keeps changing</source>
        <translation>Das Tabellenblatt ändert sich laufend</translation>
    </message>
    <message>
        <source>The stored text can&apos;t be an access token.</source>
        <translation>Der gespeicherte Text kann kein Zugriffstoken sein.</translation>
    </message>
    <message>
        <source>The system’s keyring can’t be used</source>
        <translation>Der Schlüsselbund des Systems ist nicht benutzbar</translation>
    </message>
    <message>
        <source>The table can&apos;t be read</source>
        <translation>Die Tabelle ist nicht lesbar</translation>
    </message>
    <message>
        <source>The table can&apos;t be written</source>
        <translation>Die Tabelle ist nicht beschreibbar</translation>
    </message>
    <message>
        <source>The table is made without records; they follow when you start.</source>
        <translation>Die Tabelle wird ohne Datensätze angelegt; sie folgen beim Start.</translation>
    </message>
    <message>
        <source>The table is not there</source>
        <translation>Die Tabelle ist nicht da</translation>
    </message>
    <message>
        <source>The table keeps changing</source>
        <translation>Die Tabelle ändert sich laufend</translation>
    </message>
    <message>
        <source>The table on this computer is never written.</source>
        <translation>In die Tabelle auf diesem Computer wird nie geschrieben.</translation>
    </message>
    <message>
        <source>The table {where} is empty, and it had {of} records at the last sync.</source>
        <translation>Die Tabelle {where} ist leer und hatte beim letzten Abgleich {of} Datensätze.</translation>
    </message>
    <message>
        <source>The times of this computer’s table that say no offset from UTC are of this zone, where their field in Airtable names none.</source>
        <translation>Zeiten in der Tabelle dieses Computers, die keine Abweichung von UTC angeben, gelten in dieser Zone, sofern ihr Feld in Airtable keine nennt.</translation>
    </message>
    <message>
        <source>The token is kept in this computer’s keyring and nowhere else.</source>
        <translation>Das Token wird im Schlüsselbund dieses Computers gespeichert und nirgends sonst.</translation>
    </message>
    <message>
        <source>The token may not use webhooks: that takes the scope webhook:manage and the creator role.</source>
        <translation>Der Token darf keine Webhooks benutzen: Das braucht den Scope webhook:manage und die Creator-Rolle.</translation>
    </message>
    <message>
        <source>The token sees no base: give it access to one in Airtable.</source>
        <translation>Das Token sieht keine Base: Geben Sie ihm in Airtable Zugriff auf eine.</translation>
    </message>
    <message>
        <source>The token&apos;s owner has the role “{role}” in {base}.</source>
        <translation>Die Rolle des Token-Eigentümers ist „{role}“ ({base}).</translation>
    </message>
    <message>
        <source>The version and the stamp are AirSync&apos;s to write: they can&apos;t be part of the key.</source>
        <translation>Version und Zeitstempel schreibt AirSync selbst: Sie können nicht zum Schlüssel gehören.</translation>
    </message>
    <message>
        <source>The {what} can&apos;t be read</source>
        <translation>Nicht lesbar: {what}</translation>
    </message>
    <message>
        <source>The {what} can&apos;t be written</source>
        <translation>Nicht beschreibbar: {what}</translation>
    </message>
    <message>
        <source>The {what} did not say whether it kept the changes</source>
        <translation>Unklar, ob die Änderungen behalten wurden: {what}</translation>
    </message>
    <message>
        <source>The {what} is not there</source>
        <translation>Nicht da: {what}</translation>
    </message>
    <message>
        <source>The {what} keeps changing</source>
        <translation>Ändert sich laufend: {what}</translation>
    </message>
    <message>
        <source>There are no tables in {folders}.</source>
        <translation>Es gibt keine Tabellen in {folders}.</translation>
    </message>
    <message>
        <source>There are {count} {kind} named “{name}”: give the id ({ids}).</source>
        <translation>Es gibt {count} {kind} namens „{name}“: nennen Sie die Id ({ids}).</translation>
    </message>
    <message>
        <source>There can be one interval only.</source>
        <translation>Es kann nur einen Abstand geben.</translation>
    </message>
    <message>
        <source>There is a pair named {pair} already. Choose another name.</source>
        <translation>Ein Paar namens {pair} gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is a pair named {pair} already. Nothing was added: rename one of them first (airsync-gui pair set NAME --rename NEW).</source>
        <translation>Ein Paar namens {pair} gibt es schon. Nichts wurde hinzugefügt: Benennen Sie zuerst eines der beiden um (airsync-gui pair set NAME --rename NEW).</translation>
    </message>
    <message>
        <source>There is no change feed yet; it is asked for in time.</source>
        <translation>Es gibt noch keine Änderungsmeldungen; sie werden rechtzeitig angefordert.</translation>
    </message>
    <message>
        <source>There is no keyring on this computer that AirSync can use, so no token is stored.</source>
        <translation>Auf diesem Computer gibt es keinen Schlüsselbund, den AirSync benutzen kann; darum ist kein Token gespeichert.</translation>
    </message>
    <message>
        <source>There is no user {user} on this computer.</source>
        <translation>Auf diesem Computer gibt es keinen Benutzer {user}.</translation>
    </message>
    <message>
        <source>There is no workspace: OPENCLAW_WORKSPACE_DIR can say where it is.</source>
        <translation>Es gibt keinen Arbeitsbereich: OPENCLAW_WORKSPACE_DIR kann sagen, wo er ist.</translation>
    </message>
    <message>
        <source>There is no {what} named “{name}”{where}.</source>
        <translation>„{name}“ gibt es nicht{where} ({what}).</translation>
    </message>
    <message>
        <source>There is: {names} (in {folders}). Write {source} for the first.</source>
        <translation>Es gibt: {names} (in {folders}). Für die erste schreiben Sie {source}.</translation>
    </message>
    <message>
        <source>There is: {names}, and {count} more (in {folders}). Write {source} for the first.</source>
        <translation>Es gibt: {names} und {count} weitere (in {folders}). Für die erste schreiben Sie {source}.</translation>
    </message>
    <message>
        <source>There is: {names}.</source>
        <translation>Es gibt: {names}.</translation>
    </message>
    <message>
        <source>There was nothing to carry over to either side.</source>
        <translation>Es gab auf keiner Seite etwas zu übertragen.</translation>
    </message>
    <message>
        <source>These are careful to begin with: nothing is overwritten without asking you.</source>
        <translation>Die Vorgaben sind vorsichtig: Nichts wird überschrieben, ohne Sie zu fragen.</translation>
    </message>
    <message>
        <source>These are the newest {count} of {all}.</source>
        <translation>Das sind die neuesten {count} von {all}.</translation>
    </message>
    <message>
        <source>They are left as they are until they do.</source>
        <translation>Sie bleiben, wie sie sind, bis sie passen.</translation>
    </message>
    <message>
        <source>They are told of in the preview.</source>
        <translation>Die Vorschau nennt sie.</translation>
    </message>
    <message>
        <source>They wait for different reasons; choose one to read its own.</source>
        <translation>Sie warten aus verschiedenen Gründen; wählen Sie eine Zeile, um ihren zu lesen.</translation>
    </message>
    <message>
        <source>This can&apos;t be an access token{why}.</source>
        <translation>Das kann kein Zugriffstoken sein{why}.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>This computer now</source>
        <translation>Dieser Computer jetzt</translation>
    </message>
    <message>
        <source>This computer&apos;s value is taken</source>
        <translation>Der Wert dieses Computers wird übernommen</translation>
    </message>
    <message>
        <source>This computer: {here}. Airtable: {there}.</source>
        <translation>Dieser Computer: {here}. Airtable: {there}.</translation>
    </message>
    <message>
        <source>This computer’s</source>
        <translation>Die dieses Computers</translation>
    </message>
    <message>
        <source>This computer’s, now {zone}</source>
        <translation>Die dieses Computers, zurzeit {zone}</translation>
    </message>
    <message>
        <source>This desktop has no tray just now: closing the window ends AirSync.</source>
        <translation>Dieser Desktop hat gerade keinen Infobereich: Mit dem Fenster wird AirSync beendet.</translation>
    </message>
    <message>
        <source>This does not make sense.</source>
        <translation>Das ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>This is the built-in sandbox, an Airtable on this computer. It needs no token.</source>
        <translation>Das ist die eingebaute Sandbox, ein Airtable auf diesem Computer. Sie braucht kein Token.</translation>
    </message>
    <message>
        <source>This month&apos;s API calls are used up</source>
        <translation>Die API-Aufrufe dieses Monats sind verbraucht</translation>
    </message>
    <message>
        <source>This pair never writes in Airtable: edit {record} on this computer yourself.</source>
        <translation>Dieses Paar schreibt nie in Airtable: Bearbeiten Sie {record} selbst auf diesem Computer.</translation>
    </message>
    <message>
        <source>This pair never writes in Airtable: merge {records} there yourself.</source>
        <translation>Dieses Paar schreibt nie in Airtable: führen Sie {records} dort selbst zusammen.</translation>
    </message>
    <message>
        <source>This pair never writes on this computer: edit {record} there yourself.</source>
        <translation>Dieses Paar schreibt nie auf diesem Computer: Bearbeiten Sie {record} dort selbst.</translation>
    </message>
    <message>
        <source>This pair never writes on this computer: merge {records} there yourself.</source>
        <translation>Dieses Paar schreibt nie auf diesem Computer: führen Sie {records} hier selbst zusammen.</translation>
    </message>
    <message>
        <source>This record was edited on one side and deleted on the other.</source>
        <translation>Dieser Datensatz wurde auf einer Seite bearbeitet und auf der anderen gelöscht.</translation>
    </message>
    <message>
        <source>This waits for your approval.</source>
        <translation>Das wartet auf Ihre Freigabe.</translation>
    </message>
    <message>
        <source>This window talks to the built-in sandbox, which needs no token.</source>
        <translation>Dieses Fenster spricht mit der eingebauten Sandbox, die kein Token braucht.</translation>
    </message>
    <message>
        <source>This would change much of {path}, and a copy of it could not be made first{where}{why}. Nothing was written.</source>
        <translation>Dies würde viel an {path} ändern, und vorher konnte keine Kopie gemacht werden{where}{why}. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Alle ankreuzen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time of AirSync&apos;s writes</source>
        <translation>Zeit der Schreibvorgänge von AirSync</translation>
    </message>
    <message>
        <source>To Airtable</source>
        <translation>Nach Airtable</translation>
    </message>
    <message>
        <source>To Airtable only</source>
        <translation>Nur nach Airtable</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>To the queue</source>
        <translation>Zur Warteschlange</translation>
    </message>
    <message>
        <source>To this computer only</source>
        <translation>Nur auf diesen Computer</translation>
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
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Tokens are kept in this computer’s keyring and nowhere else.</source>
        <translation>Tokens werden im Schlüsselbund dieses Computers gespeichert und nirgends sonst.</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Too late</source>
        <translation>Zu spät</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
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
        <source>Try again on your desktop, and choose a password for it when you are asked for one.</source>
        <translation>Versuchen Sie es auf Ihrem Desktop noch einmal und wählen Sie ein Passwort, wenn danach gefragt wird.</translation>
    </message>
    <message>
        <source>Try again when it is done.</source>
        <translation>Versuchen Sie es erneut, wenn es fertig ist.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>Versuchen Sie es noch einmal, wenn das fertig ist.</translation>
    </message>
    <message>
        <source>Try again when the other program is done, or close it.</source>
        <translation>Versuchen Sie es noch einmal, wenn das andere Programm fertig ist, oder schließen Sie es.</translation>
    </message>
    <message>
        <source>Try again when the other program is done.</source>
        <translation>Versuchen Sie es noch einmal, wenn das andere Programm fertig ist.</translation>
    </message>
    <message>
        <source>Try again, or keep the file on another disk.</source>
        <translation>Versuchen Sie es noch einmal, oder legen Sie die Datei auf einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>Try it with a sample base</source>
        <translation>Mit Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>Trying again does not help before then. What was not done stays in the queue.</source>
        <translation>Vorher hilft kein neuer Versuch. Was nicht getan wurde, bleibt in der Warteschlange.</translation>
    </message>
    <message>
        <source>Two columns are named {column}: Airtable does not tell their names apart.</source>
        <translation>Zwei Spalten heißen {column}: Airtable unterscheidet ihre Namen nicht.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Unavailable</source>
        <translation>Nicht verfügbar</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Undo anyway</source>
        <translation>Trotzdem rückgängig machen</translation>
    </message>
    <message>
        <source>Undo the decision about {record}?</source>
        <translation>Die Entscheidung über {record} rückgängig machen?</translation>
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
    <message>
        <source>Undo this run?</source>
        <translation>Diesen Abgleich rückgängig machen?</translation>
    </message>
    <message>
        <source>Undo this run…</source>
        <translation>Rückgängig machen…</translation>
    </message>
    <message numerus="yes">
        <source>Undo {n} decision?</source>
        <comment>Undo {n} decisions?</comment>
        <translation>
            <numerusform>{n} Entscheidung rückgängig machen?</numerusform>
            <numerusform>{n} Entscheidungen rückgängig machen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Undoing this run {does}.</source>
        <translation>Das Rückgängigmachen {does}.</translation>
    </message>
    <message>
        <source>Undoing…</source>
        <translation>Wird rückgängig gemacht …</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>Undone by you</source>
        <translation>Von Ihnen rückgängig gemacht</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Undone: it is gone in Airtable</source>
        <translation>Rückgängig gemacht: in Airtable fehlt er</translation>
    </message>
    <message>
        <source>Undone: it is gone on this computer</source>
        <translation>Rückgängig gemacht: auf diesem Computer fehlt er</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Rückgängig machen…</translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Unhealthy from {percent} %.</source>
        <translation>Gestört ab {percent} %.</translation>
    </message>
    <message>
        <source>Unlock or install a keyring (GNOME Keyring, KWallet, KeePassXC).</source>
        <translation>Entsperren oder installieren Sie einen Schlüsselbund (GNOME Keyring, KWallet, KeePassXC).</translation>
    </message>
    <message>
        <source>Unlock the keyring and try again.</source>
        <translation>Entsperren Sie den Schlüsselbund und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Until {time}: {requests} requests, {errors} errors, {limited} rate limited, mean {mean} ms, p95 {p95} ms</source>
        <translation>Bis {time}: Anfragen {requests}, Fehler {errors}, gebremst {limited}, Mittel {mean} ms, p95 {p95} ms</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Pfeil auf, Pfeil ab</translation>
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
        <translation>Version ist neuer</translation>
    </message>
    <message>
        <source>Version, kept by AirSync</source>
        <translation>Version, geführt von AirSync</translation>
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
        <source>Waits for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Waits in Conflicts</source>
        <translation>Wartet unter „Konflikte“</translation>
    </message>
    <message>
        <source>Waits since {since}, {tried}</source>
        <translation>Wartet seit {since}, {tried}</translation>
    </message>
    <message>
        <source>Waits to be written {where} ({state}).</source>
        <translation>Wartet darauf, {where} geschrieben zu werden ({state}).</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What AirSync does</source>
        <translation>Was AirSync tut</translation>
    </message>
    <message>
        <source>What a sync could not write yet will be here: changes that were refused, rows that can’t be read, and whatever is on its way while a sync runs.</source>
        <translation>Hier steht, was ein Abgleich noch nicht schreiben konnte: abgelehnte Änderungen, nicht lesbare Zeilen und, während ein Abgleich läuft, alles, was unterwegs ist.</translation>
    </message>
    <message>
        <source>What a sync of all pairs would do now</source>
        <translation>Was ein Abgleich aller Paare jetzt tun würde</translation>
    </message>
    <message>
        <source>What a sync would do now</source>
        <translation>Was ein Abgleich jetzt tun würde</translation>
    </message>
    <message>
        <source>What answers as {host} can&apos;t prove that it is: its certificate is not good ({why}). It was sent nothing, and no token.</source>
        <translation>Was als {host} antwortet, kann nicht beweisen, dass es das ist: Sein Zertifikat ist nicht gut ({why}). Es wurde ihm nichts gesendet, auch kein Token.</translation>
    </message>
    <message>
        <source>What changed in Airtable</source>
        <translation>Was sich in Airtable geändert hat</translation>
    </message>
    <message>
        <source>What counts as not healthy</source>
        <translation>Was als gestört gilt</translation>
    </message>
    <message>
        <source>What differs waits for you in Conflicts.</source>
        <translation>Was sich unterscheidet, wartet unter „Konflikte“ auf Sie.</translation>
    </message>
    <message>
        <source>What each side has</source>
        <translation>Was jede Seite hat</translation>
    </message>
    <message>
        <source>What ended the run stands above. The next sync tries again.</source>
        <translation>Was den Abgleich beendet hat, steht oben. Der nächste versucht es erneut.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>What is done, in detail</source>
        <translation>Was geschieht, im Einzelnen</translation>
    </message>
    <message>
        <source>What needs a look</source>
        <translation>Was einen Blick braucht</translation>
    </message>
    <message>
        <source>What shall happen with them?</source>
        <translation>Was soll mit ihnen geschehen?</translation>
    </message>
    <message>
        <source>What shall happen, and when?</source>
        <translation>Was soll wann geschehen?</translation>
    </message>
    <message>
        <source>What the columns seem to hold. {cells}</source>
        <translation>Was die Spalten zu enthalten scheinen. {cells}</translation>
    </message>
    <message>
        <source>What the first sync will do</source>
        <translation>Was der erste Abgleich tun wird</translation>
    </message>
    <message>
        <source>What the run did</source>
        <translation>Was der Abgleich tat</translation>
    </message>
    <message>
        <source>What the run writes will be listed here.</source>
        <translation>Hier wird stehen, was der Abgleich schreibt.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What was done to it</source>
        <translation>Was mit ihm geschehen ist</translation>
    </message>
    <message>
        <source>What was last in step is of {time}.</source>
        <translation>Zuletzt im Gleichstand: {time}.</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When it is synced by itself</source>
        <translation>Wann von selbst abgeglichen wird</translation>
    </message>
    <message>
        <source>When the same field is changed on both sides, it waits here for you.</source>
        <translation>Wird dasselbe Feld auf beiden Seiten geändert, wartet es hier auf Sie.</translation>
    </message>
    <message>
        <source>When you apply</source>
        <translation>Beim Anwenden</translation>
    </message>
    <message>
        <source>When you apply: {text}</source>
        <translation>Beim Anwenden: {text}</translation>
    </message>
    <message>
        <source>When you make the token, give it these scopes</source>
        <translation>Geben Sie dem Token beim Erstellen diese Berechtigungen (Scopes)</translation>
    </message>
    <message>
        <source>Whenever both sides change it, without asking.</source>
        <translation>Immer wenn beide Seiten es ändern, ohne zu fragen.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Where the times are not known for sure, ask me.</source>
        <translation>Wo die Zeiten nicht sicher bekannt sind, mich fragen.</translation>
    </message>
    <message>
        <source>Where things are</source>
        <translation>Wo alles liegt</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Which column belongs to which field?</source>
        <translation>Welche Spalte gehört zu welchem Feld?</translation>
    </message>
    <message numerus="yes">
        <source>Which of the {n} is to stay?</source>
        <comment>Which of the {n} is to stay?</comment>
        <translation>
            <numerusform>Welcher soll bleiben?</numerusform>
            <numerusform>Welcher der {n} soll bleiben?</numerusform>
        </translation>
    </message>
    <message>
        <source>Which table in Airtable?</source>
        <translation>Welche Tabelle in Airtable?</translation>
    </message>
    <message>
        <source>Which table on this computer?</source>
        <translation>Welche Tabelle auf diesem Computer?</translation>
    </message>
    <message>
        <source>While AirSync runs; what was missed is made up for once. Where the month’s calls would not last, the clock goes slower. Pairs that you paused are left out, and a pair may have a schedule of its own.</source>
        <translation>Solange AirSync läuft; Versäumtes wird einmal nachgeholt. Würden die Aufrufe des Monats nicht reichen, geht die Uhr langsamer. Angehaltene Paare werden ausgelassen, und ein Paar kann einen eigenen Zeitplan haben.</translation>
    </message>
    <message>
        <source>Why it looks as it does</source>
        <translation>Warum er so aussieht</translation>
    </message>
    <message>
        <source>Without “{unit}” after the number</source>
        <translation>Ohne „{unit}“ nach der Zahl</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>Arbeitsmappe</translation>
    </message>
    <message>
        <source>Working out what that writes…</source>
        <translation>Es wird ermittelt, was das schreibt …</translation>
    </message>
    <message>
        <source>Write [] into it to begin a table.</source>
        <translation>Schreiben Sie [] hinein, um eine Tabelle zu beginnen.</translation>
    </message>
    <message>
        <source>Write a number from 0 to {most}.</source>
        <translation>Schreiben Sie eine Zahl von 0 bis {most}.</translation>
    </message>
    <message>
        <source>Write a number from {least} to {most}.</source>
        <translation>Geben Sie eine Zahl von {least} bis {most} ein.</translation>
    </message>
    <message>
        <source>Write the cell so that it can be read in one way only, or say in the pair how the column is written.</source>
        <translation>Schreiben Sie die Zelle so, dass sie nur auf eine Art gelesen werden kann, oder sagen Sie im Paar, wie die Spalte geschrieben ist.</translation>
    </message>
    <message>
        <source>Write the table as {scheme}://user@host/database#table. In a user, password or database, write what is no letter or digit as in a web address: %40 for @, %23 for #, %2F for /.</source>
        <translation>Schreiben Sie die Tabelle als {scheme}://benutzer@host/datenbank#tabelle. In Benutzer, Passwort oder Datenbank schreiben Sie, was kein Buchstabe und keine Ziffer ist, wie in einer Webadresse: %40 für @, %23 für #, %2F für /.</translation>
    </message>
    <message>
        <source>Written by a newer AirSync</source>
        <translation>Von einem neueren AirSync geschrieben</translation>
    </message>
    <message>
        <source>Written to</source>
        <translation>Geschrieben in</translation>
    </message>
    <message>
        <source>Written to Airtable only</source>
        <translation>Nur in Airtable geschrieben</translation>
    </message>
    <message>
        <source>Written to this computer only</source>
        <translation>Nur auf diesem Computer geschrieben</translation>
    </message>
    <message>
        <source>Written to {place}</source>
        <translation>Geschrieben in {place}</translation>
    </message>
    <message>
        <source>Written to {place} {moment}.</source>
        <translation>In {place} geschrieben, {moment}.</translation>
    </message>
    <message>
        <source>Written to {place} {moment}: {reason}.</source>
        <translation>In {place} geschrieben, {moment}: {reason}.</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>You are asked again.</source>
        <translation>Sie werden wieder gefragt.</translation>
    </message>
    <message>
        <source>You may</source>
        <translation>Sie dürfen</translation>
    </message>
    <message>
        <source>You stopped the run. The next sync does what it left.</source>
        <translation>Sie haben den Abgleich abgebrochen. Der nächste erledigt, was übrig blieb.</translation>
    </message>
    <message>
        <source>You will be asked for the token again: it is never in the file.</source>
        <translation>Das Token wird neu erfragt: Es steht nie in der Datei.</translation>
    </message>
    <message>
        <source>Zone of times without an offset</source>
        <translation>Zeitzone von Zeiten ohne Abweichung von UTC</translation>
    </message>
    <message>
        <source>`calls_per_month` is below 1; leave it out where there is no limit</source>
        <translation>`calls_per_month` ist kleiner als 1; lassen Sie es weg, wo es keine Grenze gibt</translation>
    </message>
    <message>
        <source>`history_days` is below 0; 0 keeps history for ever</source>
        <translation>`history_days` ist kleiner als 0; 0 bewahrt den Verlauf für immer auf</translation>
    </message>
    <message>
        <source>`new_pairs.policy` can&apos;t be optimistic-lock, for which each pair needs a field of its own</source>
        <translation>`new_pairs.policy` kann nicht optimistic-lock sein, wofür jedes Paar ein eigenes Feld braucht</translation>
    </message>
    <message>
        <source>`pairs.{name}` {rule}</source>
        <translation>`pairs.{name}` {rule}</translation>
    </message>
    <message>
        <source>`plan` is none of {names}</source>
        <translation>`plan` ist keines von {names}</translation>
    </message>
    <message>
        <source>`{name}` is not between 0, which looks at nothing, and {most}</source>
        <translation>`{name}` liegt nicht zwischen 0, das nichts ansieht, und {most}</translation>
    </message>
    <message>
        <source>`{name}` is not between {least} and {most}</source>
        <translation>`{name}` liegt nicht zwischen {least} und {most}</translation>
    </message>
    <message>
        <source>`{name}`: {rule}</source>
        <translation>`{name}`: {rule}</translation>
    </message>
    <message>
        <source>a GitHub token</source>
        <translation>ein GitHub-Token</translation>
    </message>
    <message>
        <source>a GitLab token</source>
        <translation>ein GitLab-Token</translation>
    </message>
    <message>
        <source>a Google key</source>
        <translation>ein Google-Schlüssel</translation>
    </message>
    <message>
        <source>a Hugging Face token</source>
        <translation>ein Hugging-Face-Token</translation>
    </message>
    <message>
        <source>a Notion token</source>
        <translation>ein Notion-Token</translation>
    </message>
    <message>
        <source>a Slack token</source>
        <translation>ein Slack-Token</translation>
    </message>
    <message>
        <source>a Stripe key</source>
        <translation>ein Stripe-Schlüssel</translation>
    </message>
    <message>
        <source>a Telegram bot token</source>
        <translation>ein Telegram-Bot-Token</translation>
    </message>
    <message>
        <source>a field of the table changed</source>
        <translation>ein Feld der Tabelle hat sich geändert</translation>
    </message>
    <message>
        <source>a key of an AI service</source>
        <translation>ein Schlüssel eines KI-Dienstes</translation>
    </message>
    <message>
        <source>a linked record was renamed</source>
        <translation>ein verknüpfter Datensatz wurde umbenannt</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a password in an address</source>
        <translation>ein Passwort in einer Adresse</translation>
    </message>
    <message>
        <source>a password or key</source>
        <translation>ein Passwort oder Schlüssel</translation>
    </message>
    <message>
        <source>a private key</source>
        <translation>ein privater Schlüssel</translation>
    </message>
    <message>
        <source>a run was undone, and its sides differ since</source>
        <translation>ein Abgleich wurde rückgängig gemacht, und seine Seiten sind seitdem verschieden</translation>
    </message>
    <message>
        <source>a run was undone, and this record changed since</source>
        <translation>ein Abgleich wurde rückgängig gemacht, und dieser Datensatz hat sich seitdem geändert</translation>
    </message>
    <message>
        <source>a sandbox on this computer</source>
        <translation>einer Sandbox auf diesem Computer</translation>
    </message>
    <message>
        <source>a side changed</source>
        <translation>eine Seite hat sich geändert</translation>
    </message>
    <message>
        <source>a signed token</source>
        <translation>ein signiertes Token</translation>
    </message>
    <message>
        <source>a table&apos;s first field is a plain one</source>
        <translation>das erste Feld einer Tabelle ist ein einfaches</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>a trigger left the new row out</source>
        <translation>ein Trigger hat die neue Zeile nicht angenommen</translation>
    </message>
    <message>
        <source>a trigger left the row as it is</source>
        <translation>ein Trigger hat die Zeile gelassen, wie sie ist</translation>
    </message>
    <message>
        <source>a trigger removed the new row again</source>
        <translation>ein Trigger hat die neue Zeile wieder entfernt</translation>
    </message>
    <message>
        <source>about {span} left</source>
        <translation>noch etwa {span}</translation>
    </message>
    <message>
        <source>add {record} {where}</source>
        <translation>{record} {where} anlegen</translation>
    </message>
    <message>
        <source>all are amounts in {symbol}</source>
        <translation>alles sind Beträge in {symbol}</translation>
    </message>
    <message>
        <source>all are dates</source>
        <translation>alles sind Tage</translation>
    </message>
    <message>
        <source>all are dates with times</source>
        <translation>alles sind Tage mit Uhrzeit</translation>
    </message>
    <message>
        <source>all are e-mail addresses</source>
        <translation>alles sind E-Mail-Adressen</translation>
    </message>
    <message>
        <source>all are numbers</source>
        <translation>alles sind Zahlen</translation>
    </message>
    <message>
        <source>all are percentages</source>
        <translation>alles sind Prozentwerte</translation>
    </message>
    <message>
        <source>all are phone numbers</source>
        <translation>alles sind Telefonnummern</translation>
    </message>
    <message>
        <source>all are web addresses</source>
        <translation>alles sind Webadressen</translation>
    </message>
    <message>
        <source>all are whole numbers</source>
        <translation>alles sind ganze Zahlen</translation>
    </message>
    <message>
        <source>all in step</source>
        <translation>alle im Gleichstand</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>alle Tasten</translation>
    </message>
    <message>
        <source>an AWS key</source>
        <translation>ein AWS-Schlüssel</translation>
    </message>
    <message>
        <source>an Airtable token</source>
        <translation>ein Airtable-Token</translation>
    </message>
    <message>
        <source>an OpenAI or Anthropic key</source>
        <translation>ein Schlüssel von OpenAI oder Anthropic</translation>
    </message>
    <message>
        <source>an npm token</source>
        <translation>ein npm-Token</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>and access to the base whose table you want in step.</source>
        <translation>und Zugriff auf die Base, deren Tabelle abgeglichen werden soll.</translation>
    </message>
    <message>
        <source>and at</source>
        <translation>und um</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <comment>and {n} more</comment>
        <translation>
            <numerusform>und {n} weiteres</numerusform>
            <numerusform>und {n} weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and {n} more field</source>
        <comment>and {n} more fields</comment>
        <translation>
            <numerusform>und {n} weiteres Feld</numerusform>
            <numerusform>und {n} weitere Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>another cell of the field</source>
        <translation>eine andere Zelle des Felds</translation>
    </message>
    <message>
        <source>another field</source>
        <translation>ein anderes Feld</translation>
    </message>
    <message>
        <source>answers to new records kept getting lost</source>
        <translation>Antworten auf neue Datensätze gingen immer wieder verloren</translation>
    </message>
    <message>
        <source>apply and go on</source>
        <translation>anwenden und weiter</translation>
    </message>
    <message>
        <source>apply and next</source>
        <translation>anwenden und weiter</translation>
    </message>
    <message>
        <source>as last in step</source>
        <translation>wie zuletzt im Gleichstand</translation>
    </message>
    <message>
        <source>as told</source>
        <translation>wie angegeben</translation>
    </message>
    <message>
        <source>ask me</source>
        <translation>fragen</translation>
    </message>
    <message>
        <source>at these times of the day</source>
        <translation>zu diesen Tageszeiten</translation>
    </message>
    <message>
        <source>at {clock}</source>
        <translation>um {clock}</translation>
    </message>
    <message>
        <source>at {host}</source>
        <translation>bei {host}</translation>
    </message>
    <message>
        <source>at {times}</source>
        <translation>um {times}</translation>
    </message>
    <message>
        <source>back to the value that was last in step</source>
        <translation>zurück zum Wert zuletzt im Gleichstand</translation>
    </message>
    <message>
        <source>base</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>bases</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>belongs to someone else</source>
        <translation>gehört jemand anderem</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>blank on the other side</source>
        <translation>auf der anderen Seite leer</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>both sides edited this record</source>
        <translation>beide Seiten haben diesen Datensatz geändert</translation>
    </message>
    <message>
        <source>but not between</source>
        <translation>aber nicht zwischen</translation>
    </message>
    <message>
        <source>by e-mail address</source>
        <translation>mit E-Mail-Adresse</translation>
    </message>
    <message>
        <source>by itself, or by a rule</source>
        <translation>von selbst oder nach einer Regel</translation>
    </message>
    <message>
        <source>by the pair&apos;s rule</source>
        <translation>nach der Regel des Paars</translation>
    </message>
    <message>
        <source>by your answer</source>
        <translation>durch Ihre Antwort</translation>
    </message>
    <message>
        <source>calls a month</source>
        <translation>Aufrufe im Monat</translation>
    </message>
    <message>
        <source>can be hours and minutes or minutes and seconds (its field shows {format})</source>
        <translation>können Stunden und Minuten oder Minuten und Sekunden sein (sein Feld zeigt {format})</translation>
    </message>
    <message>
        <source>can be read day first or month first</source>
        <translation>lässt sich mit dem Tag oder mit dem Monat zuerst lesen</translation>
    </message>
    <message>
        <source>can be read with a decimal point or a decimal comma</source>
        <translation>lässt sich mit Dezimalpunkt oder mit Dezimalkomma lesen</translation>
    </message>
    <message>
        <source>can&apos;t be added: the table in the sheet ends in a row of totals</source>
        <translation>kann nicht angelegt werden: die Tabelle im Blatt endet mit einer Ergebniszeile</translation>
    </message>
    <message>
        <source>can&apos;t be changed by itself in the way this front matter is written</source>
        <translation>lässt sich, so wie dieser Vorspann geschrieben ist, nicht für sich ändern</translation>
    </message>
    <message>
        <source>can&apos;t be made ({error})</source>
        <translation>kann nicht angelegt werden ({error})</translation>
    </message>
    <message>
        <source>can&apos;t be opened: no permission</source>
        <translation>lässt sich nicht öffnen: keine Berechtigung</translation>
    </message>
    <message>
        <source>can&apos;t be opened: {error}</source>
        <translation>lässt sich nicht öffnen: {error}</translation>
    </message>
    <message>
        <source>can&apos;t be reached ({error})</source>
        <translation>ist nicht erreichbar ({error})</translation>
    </message>
    <message>
        <source>can&apos;t be read</source>
        <translation>ist nicht lesbar</translation>
    </message>
    <message>
        <source>can&apos;t be read before an unfinished change to it is undone</source>
        <translation>ist nicht lesbar, bevor eine unfertige Änderung daran zurückgenommen ist</translation>
    </message>
    <message>
        <source>can&apos;t be read: {error}</source>
        <translation>ist nicht lesbar: {error}</translation>
    </message>
    <message>
        <source>can&apos;t be replaced: no permission</source>
        <translation>lässt sich nicht ersetzen: keine Berechtigung</translation>
    </message>
    <message>
        <source>can&apos;t be replaced: the disk is full</source>
        <translation>lässt sich nicht ersetzen: der Datenträger ist voll</translation>
    </message>
    <message>
        <source>can&apos;t be replaced: {error}</source>
        <translation>lässt sich nicht ersetzen: {error}</translation>
    </message>
    <message>
        <source>can&apos;t be shown in its column&apos;s zone</source>
        <translation>lässt sich in der Zeitzone seiner Spalte nicht zeigen</translation>
    </message>
    <message>
        <source>can&apos;t be told from another whose name differs in case alone</source>
        <translation>ist nicht von einer anderen zu unterscheiden, deren Name nur in der Großschreibung abweicht</translation>
    </message>
    <message>
        <source>can&apos;t be written while its column does not tell a decimal point from a decimal comma</source>
        <translation>lässt sich nicht schreiben, solange in seiner Spalte Dezimalpunkt und Dezimalkomma nicht zu unterscheiden sind</translation>
    </message>
    <message>
        <source>can&apos;t be written: its journal can&apos;t be made in its folder</source>
        <translation>lässt sich nicht schreiben: ihr Journal kann in ihrem Ordner nicht angelegt werden</translation>
    </message>
    <message>
        <source>can&apos;t be written: the disk is full</source>
        <translation>lässt sich nicht schreiben: der Datenträger ist voll</translation>
    </message>
    <message>
        <source>can&apos;t be written: {error}</source>
        <translation>lässt sich nicht schreiben: {error}</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>change feed</source>
        <translation>Änderungsmeldungen</translation>
    </message>
    <message>
        <source>change feed of a base</source>
        <translation>Änderungsmeldungen einer Base</translation>
    </message>
    <message>
        <source>change {record} {where}</source>
        <translation>{record} {where} ändern</translation>
    </message>
    <message>
        <source>changed since you looked</source>
        <translation>geändert, seit Sie es angesehen haben</translation>
    </message>
    <message>
        <source>choice renamed in Airtable</source>
        <translation>Auswahl in Airtable umbenannt</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>column {column}</source>
        <translation>Spalte {column}</translation>
    </message>
    <message>
        <source>column {column} is gone</source>
        <translation>die Spalte {column} fehlt</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>berechnet</translation>
    </message>
    <message>
        <source>computed in Airtable</source>
        <translation>in Airtable berechnet</translation>
    </message>
    <message>
        <source>computed, {part}</source>
        <translation>berechnet, {part}</translation>
    </message>
    <message>
        <source>created in Airtable</source>
        <translation>in Airtable angelegt</translation>
    </message>
    <message>
        <source>created on this computer</source>
        <translation>auf diesem Computer angelegt</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>dates with times</source>
        <translation>Daten mit Uhrzeit</translation>
    </message>
    <message>
        <source>dates, but nothing proves which is the month</source>
        <translation>Tage, doch nichts belegt, was der Monat ist</translation>
    </message>
    <message>
        <source>days old or older</source>
        <translation>Tage alt oder älter</translation>
    </message>
    <message>
        <source>delete {record} {where}</source>
        <translation>{record} {where} löschen</translation>
    </message>
    <message>
        <source>delete {what}</source>
        <translation>{what} löschen</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>deleted from {place}, seen by AirSync {time}</source>
        <translation>aus {place} gelöscht, von AirSync {time} gesehen</translation>
    </message>
    <message>
        <source>deleted here, edited in Airtable</source>
        <translation>hier gelöscht, in Airtable geändert</translation>
    </message>
    <message>
        <source>deleted in Airtable</source>
        <translation>in Airtable gelöscht</translation>
    </message>
    <message>
        <source>deleted in {place}</source>
        <translation>in {place} gelöscht</translation>
    </message>
    <message>
        <source>deleted on the other side</source>
        <translation>auf der anderen Seite gelöscht</translation>
    </message>
    <message>
        <source>deleted on this computer</source>
        <translation>auf diesem Computer gelöscht</translation>
    </message>
    <message>
        <source>deleted on this computer, edited in Airtable</source>
        <translation>auf diesem Computer gelöscht, in Airtable geändert</translation>
    </message>
    <message numerus="yes">
        <source>deletes {n} record in {place}</source>
        <comment>deletes {n} records in {place}</comment>
        <translation>
            <numerusform>löscht {n} Datensatz in {place}</numerusform>
            <numerusform>löscht {n} Datensätze in {place}</numerusform>
        </translation>
    </message>
    <message>
        <source>differs from last in step {value}</source>
        <translation>anders als zuletzt im Gleichstand: {value}</translation>
    </message>
    <message>
        <source>differs in what cannot be seen</source>
        <translation>der Unterschied ist nicht sichtbar</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>gibt es nicht</translation>
    </message>
    <message>
        <source>does not let this user in ({error})</source>
        <translation>lässt diesen Benutzer nicht hinein ({error})</translation>
    </message>
    <message>
        <source>does not let this user read the table</source>
        <translation>lässt diesen Benutzer die Tabelle nicht lesen</translation>
    </message>
    <message>
        <source>does not let this user write</source>
        <translation>lässt diesen Benutzer nicht schreiben</translation>
    </message>
    <message>
        <source>does not let {user} in ({error})</source>
        <translation>lässt {user} nicht hinein ({error})</translation>
    </message>
    <message>
        <source>does not look like a phone number</source>
        <translation>sieht nicht wie eine Telefonnummer aus</translation>
    </message>
    <message>
        <source>does not look like a web address (http or https)</source>
        <translation>sieht nicht wie eine Webadresse aus (http oder https)</translation>
    </message>
    <message>
        <source>does not look like an e-mail address</source>
        <translation>sieht nicht wie eine E-Mail-Adresse aus</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>each side keeps its own</source>
        <translation>jede Seite behält ihren Wert</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>bearbeiten</translation>
    </message>
    <message>
        <source>edit the result yourself</source>
        <translation>das Ergebnis selbst bearbeiten</translation>
    </message>
    <message>
        <source>edited by you, in the queue</source>
        <translation>von Ihnen in der Warteschlange bearbeitet</translation>
    </message>
    <message>
        <source>edited here, deleted in Airtable</source>
        <translation>hier geändert, in Airtable gelöscht</translation>
    </message>
    <message>
        <source>edited in Airtable, deleted on this computer</source>
        <translation>in Airtable bearbeitet, auf diesem Computer gelöscht</translation>
    </message>
    <message>
        <source>edited on both sides</source>
        <translation>auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>edited on this computer, deleted in Airtable</source>
        <translation>auf diesem Computer bearbeitet, in Airtable gelöscht</translation>
    </message>
    <message>
        <source>ends in a row that is too short and has no line end, as a half-written file does</source>
        <translation>endet mit einer Zeile, die zu kurz ist und kein Zeilenende hat, wie eine halb geschriebene Datei</translation>
    </message>
    <message>
        <source>ends in the middle, as a half-written file does</source>
        <translation>endet mittendrin, wie eine halb geschriebene Datei</translation>
    </message>
    <message>
        <source>ends inside a character: it is half-written</source>
        <translation>endet mitten in einem Zeichen: halb geschrieben</translation>
    </message>
    <message>
        <source>ends inside a quoted cell, as a half-written file does</source>
        <translation>endet mitten in einer Zelle in Anführungszeichen, wie eine halb geschriebene Datei</translation>
    </message>
    <message>
        <source>ends inside a text</source>
        <translation>endet mitten in einem Text</translation>
    </message>
    <message>
        <source>ends inside a text, as a half-written file does</source>
        <translation>endet mitten in einem Text, wie eine halb geschriebene Datei</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>Fehler</translation>
    </message>
    <message numerus="yes">
        <source>every day</source>
        <comment>every {n} days</comment>
        <translation>
            <numerusform>jeden Tag</numerusform>
            <numerusform>alle {n} Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every hour</source>
        <comment>every {n} hours</comment>
        <translation>
            <numerusform>jede Stunde</numerusform>
            <numerusform>alle {n} Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every minute</source>
        <comment>every {n} minutes</comment>
        <translation>
            <numerusform>jede Minute</numerusform>
            <numerusform>alle {n} Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>everything else is in step</source>
        <translation>alles andere ist im Gleichstand</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>fields of a base</source>
        <translation>Felder einer Base</translation>
    </message>
    <message>
        <source>file names only</source>
        <translation>nur Dateinamen</translation>
    </message>
    <message>
        <source>first sync: a blank was filled</source>
        <translation>erster Abgleich: leeres Feld gefüllt</translation>
    </message>
    <message>
        <source>from Airtable</source>
        <translation>aus Airtable</translation>
    </message>
    <message>
        <source>from both</source>
        <translation>von beiden</translation>
    </message>
    <message>
        <source>from last in step</source>
        <translation>von zuletzt im Gleichstand</translation>
    </message>
    <message>
        <source>from this computer</source>
        <translation>von diesem Computer</translation>
    </message>
    <message>
        <source>give an SQLite database and its table as data.db#table, one on a server as postgresql://user@host/database#table or mysql://user@host/database#table, a workbook and its sheet as book.xlsx#Sheet1, a JSON file and the list in it as log.json#entries, a folder of Markdown notes as notes/, or the path of a .csv, .tsv, .json or .jsonl file</source>
        <translation>nennen Sie eine SQLite-Datenbank und ihre Tabelle als daten.db#tabelle, eine auf einem Server als postgresql://benutzer@host/datenbank#tabelle oder mysql://benutzer@host/datenbank#tabelle, eine Arbeitsmappe und ihr Blatt als mappe.xlsx#Tabelle1, eine JSON-Datei und die Liste darin als log.json#eintraege, einen Ordner mit Markdown-Notizen als notizen/ oder den Pfad einer .csv-, .tsv-, .json- oder .jsonl-Datei</translation>
    </message>
    <message>
        <source>given up by you</source>
        <translation>von Ihnen verworfen</translation>
    </message>
    <message>
        <source>goes on after its end</source>
        <translation>geht nach seinem Ende weiter</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>gibt es nicht mehr</translation>
    </message>
    <message>
        <source>group of duplicates</source>
        <translation>Gruppe von Doppelungen</translation>
    </message>
    <message>
        <source>has NUL bytes: it is no text, or UTF-16 without its mark</source>
        <translation>enthält NUL-Bytes: kein Text, oder UTF-16 ohne seine Kennung</translation>
    </message>
    <message>
        <source>has NUL characters: it is no text</source>
        <translation>enthält NUL-Zeichen: kein Text</translation>
    </message>
    <message>
        <source>has `check_hours` below 0 or without end; 0 reads all records at each sync</source>
        <translation>hat `check_hours` kleiner als 0 oder ohne Ende; 0 liest bei jedem Abgleich alle Datensätze</translation>
    </message>
    <message>
        <source>has a NUL character, which a CSV file can&apos;t hold</source>
        <translation>enthält ein NUL-Zeichen, das in einer CSV-Datei nicht stehen kann</translation>
    </message>
    <message>
        <source>has a `budget` below 1; leave it out where there is none</source>
        <translation>hat ein `budget` kleiner als 1; lassen Sie es weg, wo es keines gibt</translation>
    </message>
    <message>
        <source>has a `schedule` that makes no sense. {rule}</source>
        <translation>hat ein `schedule`, das keinen Sinn ergibt. {rule}</translation>
    </message>
    <message>
        <source>has a character that no file&apos;s name can have (such as / \ : * ? &quot; &lt; &gt; |)</source>
        <translation>enthält ein Zeichen, das kein Dateiname haben kann (etwa / \ : * ? &quot; &lt; &gt; |)</translation>
    </message>
    <message>
        <source>has a comma in a choice, which its column can&apos;t hold</source>
        <translation>hat ein Komma in einer Auswahl, das in seiner Spalte nicht stehen kann</translation>
    </message>
    <message>
        <source>has a comment, which JSON has not</source>
        <translation>enthält einen Kommentar, den es in JSON nicht gibt</translation>
    </message>
    <message>
        <source>has a name that is no text</source>
        <translation>hat einen Namen, der kein Text ist</translation>
    </message>
    <message>
        <source>has a name that stands there twice</source>
        <translation>enthält einen Namen zweimal</translation>
    </message>
    <message>
        <source>has a password in `local`, where everybody can read it: take it out there, and store it: airsync-gui password set</source>
        <translation>hat ein Passwort in `local`, wo jeder es lesen kann: Nehmen Sie es dort heraus und speichern Sie es: airsync-gui password set</translation>
    </message>
    <message>
        <source>has a quote that is not closed</source>
        <translation>hat ein Anführungszeichen, das nicht geschlossen ist</translation>
    </message>
    <message>
        <source>has a sheet that is not written as workbooks are</source>
        <translation>hat ein Blatt, das nicht so geschrieben ist wie in Arbeitsmappen üblich</translation>
    </message>
    <message>
        <source>has a text with a line break or a bad escape in it</source>
        <translation>enthält einen Text mit einem Zeilenumbruch oder einer falschen Escape-Folge</translation>
    </message>
    <message>
        <source>has a time of day</source>
        <translation>hat eine Uhrzeit</translation>
    </message>
    <message>
        <source>has almost the choice {names}, but not quite</source>
        <translation>hat beinahe die Auswahl {names}, aber nicht ganz</translation>
    </message>
    <message>
        <source>has front matter that is no YAML</source>
        <translation>hat einen Vorspann, der kein YAML ist</translation>
    </message>
    <message>
        <source>has front matter that is no YAML, line {line}: {problem}</source>
        <translation>hat einen Vorspann, der kein YAML ist, Zeile {line}: {problem}</translation>
    </message>
    <message>
        <source>has front matter that is no YAML: {problem}</source>
        <translation>hat einen Vorspann, der kein YAML ist: {problem}</translation>
    </message>
    <message>
        <source>has front matter that is no list of names with values</source>
        <translation>hat einen Vorspann, der keine Liste von Namen mit Werten ist</translation>
    </message>
    <message>
        <source>has front matter with too many levels</source>
        <translation>hat einen Vorspann mit zu vielen Ebenen</translation>
    </message>
    <message>
        <source>has front matter without an end</source>
        <translation>hat einen Vorspann ohne Ende</translation>
    </message>
    <message>
        <source>has half of a character</source>
        <translation>enthält ein halbes Zeichen</translation>
    </message>
    <message>
        <source>has half of a character, which a database can&apos;t hold</source>
        <translation>enthält ein halbes Zeichen, das in einer Datenbank nicht stehen kann</translation>
    </message>
    <message>
        <source>has more digits than a workbook keeps</source>
        <translation>hat mehr Ziffern, als eine Arbeitsmappe behält</translation>
    </message>
    <message>
        <source>has more digits than its column keeps</source>
        <translation>hat mehr Ziffern, als seine Spalte behält</translation>
    </message>
    <message>
        <source>has more than the 32,767 characters that a workbook&apos;s cell holds</source>
        <translation>hat mehr als die 32.767 Zeichen, die eine Zelle einer Arbeitsmappe fasst</translation>
    </message>
    <message>
        <source>has more than {count} files of this name</source>
        <translation>hat mehr als {count} Dateien dieses Namens</translation>
    </message>
    <message>
        <source>has more than {count} levels</source>
        <translation>hat mehr als {count} Ebenen</translation>
    </message>
    <message>
        <source>has more than {count} notes</source>
        <translation>hat mehr als {count} Notizen</translation>
    </message>
    <message>
        <source>has more than {count} rows</source>
        <translation>hat mehr als {count} Zeilen</translation>
    </message>
    <message>
        <source>has neither a primary key nor a unique key</source>
        <translation>hat weder einen Primärschlüssel noch einen eindeutigen Schlüssel</translation>
    </message>
    <message>
        <source>has no % while other cells of its column do</source>
        <translation>hat kein %, während andere Zellen seiner Spalte eines haben</translation>
    </message>
    <message>
        <source>has no column in the file</source>
        <translation>hat keine Spalte in der Datei</translation>
    </message>
    <message>
        <source>has no column in the sheet</source>
        <translation>hat keine Spalte im Tabellenblatt</translation>
    </message>
    <message>
        <source>has no column in the table</source>
        <translation>hat keine Spalte in der Tabelle</translation>
    </message>
    <message>
        <source>has no header</source>
        <translation>hat keine Kopfzeile</translation>
    </message>
    <message>
        <source>has no key: write key = true at one of its fields</source>
        <translation>hat keinen Schlüssel: Schreiben Sie key = true bei einem seiner Felder</translation>
    </message>
    <message>
        <source>has no name in the notes&apos; front matter</source>
        <translation>hat keinen Namen im Vorspann der Notizen</translation>
    </message>
    <message>
        <source>has no offset, and the zone {zone} is not known here</source>
        <translation>hat keine Angabe zur Zeitzone, und die Zone {zone} ist hier nicht bekannt</translation>
    </message>
    <message>
        <source>has no result in the file yet: open the workbook in Excel or LibreOffice and save it</source>
        <translation>hat in der Datei noch kein Ergebnis: öffnen Sie die Arbeitsmappe in Excel oder LibreOffice und speichern Sie sie</translation>
    </message>
    <message>
        <source>has no room left on its disk</source>
        <translation>hat keinen Platz mehr auf seinem Datenträger</translation>
    </message>
    <message>
        <source>has no year of four digits</source>
        <translation>hat kein vierstelliges Jahr</translation>
    </message>
    <message>
        <source>has nothing at {where}</source>
        <translation>enthält nichts an der Stelle {where}</translation>
    </message>
    <message>
        <source>has other columns than when it was read</source>
        <translation>hat andere Spalten als beim Lesen</translation>
    </message>
    <message>
        <source>has several columns named “{name}”</source>
        <translation>hat mehrere Spalten namens „{name}“</translation>
    </message>
    <message>
        <source>has text after a closing quote</source>
        <translation>hat Text nach einem schließenden Anführungszeichen</translation>
    </message>
    <message>
        <source>has the column {name} twice</source>
        <translation>hat die Spalte {name} zweimal</translation>
    </message>
    <message>
        <source>has the field id {name} twice</source>
        <translation>hat die Feld-ID {name} zweimal</translation>
    </message>
    <message>
        <source>has the key {key}, which is not found, and {rows} can&apos;t be read: it may be this record</source>
        <translation>hat den Schlüssel {key}; der wurde nicht gefunden, und {rows} ist nicht lesbar: das könnte dieser Datensatz sein</translation>
    </message>
    <message>
        <source>has the same id as another pair</source>
        <translation>hat dieselbe ID wie ein anderes Paar</translation>
    </message>
    <message>
        <source>has too many levels</source>
        <translation>hat zu viele Ebenen</translation>
    </message>
    <message>
        <source>has two members named “{name}”</source>
        <translation>hat zwei Einträge namens „{name}“</translation>
    </message>
    <message>
        <source>has two values called “{name}”</source>
        <translation>hat zwei Werte namens „{name}“</translation>
    </message>
    <message>
        <source>has {count} columns named “{name}”</source>
        <translation>hat {count} Spalten namens „{name}“</translation>
    </message>
    <message>
        <source>has {what} at {where}, not a list of rows</source>
        <translation>enthält {what} an der Stelle {where}, keine Liste von Zeilen</translation>
    </message>
    <message>
        <source>has {what} at {where}, not an object of rows</source>
        <translation>enthält {what} an der Stelle {where}, kein Objekt mit Zeilen</translation>
    </message>
    <message>
        <source>has “{character}”, which the file&apos;s encoding {encoding} can&apos;t hold</source>
        <translation>enthält „{character}“, das die Kodierung {encoding} der Datei nicht kennt</translation>
    </message>
    <message>
        <source>has “{name}” twice in its front matter</source>
        <translation>hat „{name}“ zweimal im Vorspann</translation>
    </message>
    <message>
        <source>has “{sign}” where a name in double quotes is expected</source>
        <translation>hat „{sign}“, wo ein Name in doppelten Anführungszeichen erwartet wird</translation>
    </message>
    <message>
        <source>has “{sign}” where a value is expected</source>
        <translation>hat „{sign}“, wo ein Wert erwartet wird</translation>
    </message>
    <message>
        <source>has “{sign}” where a value is expected (a comma too many?)</source>
        <translation>hat „{sign}“, wo ein Wert erwartet wird (ein Komma zu viel?)</translation>
    </message>
    <message>
        <source>has “{sign}” where “{wanted}” is expected</source>
        <translation>hat „{sign}“, wo „{wanted}“ erwartet wird</translation>
    </message>
    <message>
        <source>has “{value}”, which is no key in the linked table that is in Airtable</source>
        <translation>hat „{value}“, das ist kein Schlüssel in der verknüpften Tabelle, den es in Airtable gibt</translation>
    </message>
    <message>
        <source>has “{value}”, which is no key in {pair} that is in Airtable</source>
        <translation>hat „{value}“, das ist kein Schlüssel in {pair}, den es in Airtable gibt</translation>
    </message>
    <message>
        <source>has “{value}”, which is not one of the choices in Airtable (there are none)</source>
        <translation>hat „{value}“, das ist keine der Auswahlmöglichkeiten in Airtable (es gibt keine)</translation>
    </message>
    <message>
        <source>has “{value}”, which is not one of the choices in Airtable ({choices})</source>
        <translation>hat „{value}“, das ist keine der Auswahlmöglichkeiten in Airtable ({choices})</translation>
    </message>
    <message>
        <source>has “{value}”, which is the key of {count} records of the linked table</source>
        <translation>hat „{value}“, das ist der Schlüssel von {count} Datensätzen der verknüpften Tabelle</translation>
    </message>
    <message>
        <source>has “{value}”, which is the key of {count} records of {pair}</source>
        <translation>hat „{value}“, das ist der Schlüssel von {count} Datensätzen in {pair}</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>held since {since}</source>
        <translation>zurückgehalten seit {since}</translation>
    </message>
    <message>
        <source>here</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>holds what looks like {kind}, which AirSync never sends: take it out there</source>
        <translation>enthält, was wie {kind} aussieht, und das sendet AirSync nie: entfernen Sie es dort</translation>
    </message>
    <message>
        <source>hours ago or more</source>
        <translation>Stunden her oder länger</translation>
    </message>
    <message>
        <source>hours or longer</source>
        <translation>Stunden oder länger</translation>
    </message>
    <message>
        <source>in Airtable</source>
        <translation>in Airtable</translation>
    </message>
    <message>
        <source>in another order</source>
        <translation>in anderer Reihenfolge</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>in former words</source>
        <translation>mit früheren Worten</translation>
    </message>
    <message>
        <source>in the last 24 hours</source>
        <translation>in den letzten 24 Stunden</translation>
    </message>
    <message>
        <source>in the last 30 days</source>
        <translation>in den letzten 30 Tagen</translation>
    </message>
    <message>
        <source>in the last hour</source>
        <translation>in der letzten Stunde</translation>
    </message>
    <message>
        <source>in {place}</source>
        <translation>in {place}</translation>
    </message>
    <message>
        <source>is a BLOB, or no text in UTF-8</source>
        <translation>ist ein BLOB oder kein Text in UTF-8</translation>
    </message>
    <message>
        <source>is a JSON array in a column whose other lists are none</source>
        <translation>ist ein JSON-Array in einer Spalte, deren andere Listen keine sind</translation>
    </message>
    <message>
        <source>is a date</source>
        <translation>ist ein Datum</translation>
    </message>
    <message>
        <source>is a date without a time</source>
        <translation>ist ein Datum ohne Uhrzeit</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>is a key and must not be blank</source>
        <translation>ist ein Schlüssel und darf nicht leer sein</translation>
    </message>
    <message>
        <source>is a list</source>
        <translation>ist eine Liste</translation>
    </message>
    <message>
        <source>is a number too large for its column</source>
        <translation>ist eine zu große Zahl für seine Spalte</translation>
    </message>
    <message>
        <source>is a number too large to be one</source>
        <translation>ist als Zahl zu groß</translation>
    </message>
    <message>
        <source>is a number, not a date</source>
        <translation>ist eine Zahl, kein Datum</translation>
    </message>
    <message>
        <source>is a number, not a date in text</source>
        <translation>ist eine Zahl, kein Datum als Text</translation>
    </message>
    <message>
        <source>is a time, not a date</source>
        <translation>ist ein Zeitpunkt, kein Datum</translation>
    </message>
    <message>
        <source>is a view</source>
        <translation>ist eine Sicht</translation>
    </message>
    <message>
        <source>is almost the choice “{value}”, but not quite</source>
        <translation>ist beinahe die Auswahl „{value}“, aber nicht ganz</translation>
    </message>
    <message>
        <source>is an object, or a list of more than plain values</source>
        <translation>ist ein Objekt oder eine Liste mit mehr als einfachen Werten</translation>
    </message>
    <message>
        <source>is before the first day that a workbook knows</source>
        <translation>liegt vor dem ersten Tag, den eine Arbeitsmappe kennt</translation>
    </message>
    <message>
        <source>is being written right now</source>
        <translation>wird gerade geschrieben</translation>
    </message>
    <message>
        <source>is binary data</source>
        <translation>sind binäre Daten</translation>
    </message>
    <message>
        <source>is blank, and each row here is known by its name</source>
        <translation>ist leer, und jede Zeile hier ist durch ihren Namen bekannt</translation>
    </message>
    <message>
        <source>is blank, and names the file of a new row</source>
        <translation>ist leer und nennt die Datei einer neuen Zeile</translation>
    </message>
    <message>
        <source>is blank, which no file&apos;s name can be</source>
        <translation>ist leer, was kein Dateiname sein kann</translation>
    </message>
    <message>
        <source>is computed by a formula in the sheet</source>
        <translation>wird im Tabellenblatt durch eine Formel berechnet</translation>
    </message>
    <message>
        <source>is computed or read-only in Airtable</source>
        <translation>wird in Airtable berechnet oder kann dort nicht geändert werden</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
    <message>
        <source>is damaged in its part {part}</source>
        <translation>ist in ihrem Teil {part} beschädigt</translation>
    </message>
    <message>
        <source>is damaged or half-written: it is no workbook</source>
        <translation>ist beschädigt oder halb geschrieben: keine Arbeitsmappe</translation>
    </message>
    <message>
        <source>is damaged or half-written: its last page is cut off</source>
        <translation>ist beschädigt oder halb geschrieben: die letzte Seite ist abgeschnitten</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>is empty: it has not even a header</source>
        <translation>ist leer: nicht einmal eine Kopfzeile</translation>
    </message>
    <message>
        <source>is for a column of binary data</source>
        <translation>gehört in eine Spalte mit binären Daten</translation>
    </message>
    <message>
        <source>is for a column of dates, which keeps no time</source>
        <translation>gehört in eine Spalte mit Datumswerten, die keine Uhrzeit behält</translation>
    </message>
    <message>
        <source>is for a column that the database computes</source>
        <translation>gehört in eine Spalte, die die Datenbank berechnet</translation>
    </message>
    <message>
        <source>is gone, and more than one new record has its key</source>
        <translation>gibt es nicht mehr, und mehr als ein neuer Datensatz hat diesen Schlüssel</translation>
    </message>
    <message>
        <source>is gone, and more than one new row has its key</source>
        <translation>gibt es nicht mehr, und mehr als eine neue Zeile hat diesen Schlüssel</translation>
    </message>
    <message>
        <source>is in a column with several currencies</source>
        <translation>steht in einer Spalte mit mehreren Währungen</translation>
    </message>
    <message>
        <source>is in a column with several kinds of separators</source>
        <translation>steht in einer Spalte mit mehreren Arten von Trennzeichen</translation>
    </message>
    <message>
        <source>is in a file that can&apos;t be read</source>
        <translation>steht in einer Datei, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>is in a folder that does not exist</source>
        <translation>liegt in einem Ordner, den es nicht gibt</translation>
    </message>
    <message>
        <source>is in a note that can&apos;t be read</source>
        <translation>steht in einer Notiz, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>is in a row that can&apos;t be read</source>
        <translation>steht in einer Zeile, die nicht lesbar ist</translation>
    </message>
    <message>
        <source>is in a row with too many levels</source>
        <translation>steht in einer Zeile mit zu vielen Ebenen</translation>
    </message>
    <message>
        <source>is in use by another program</source>
        <translation>wird von einem anderen Programm benutzt</translation>
    </message>
    <message>
        <source>is inside something that is no object</source>
        <translation>steht in etwas, das kein Objekt ist</translation>
    </message>
    <message>
        <source>is kept by {engine}, which can&apos;t undo a change</source>
        <translation>wird von {engine} gehalten, das eine Änderung nicht zurücknehmen kann</translation>
    </message>
    <message>
        <source>is larger than 1 GB</source>
        <translation>ist größer als 1 GB</translation>
    </message>
    <message>
        <source>is larger than 1 GB when it is unpacked</source>
        <translation>ist ausgepackt größer als 1 GB</translation>
    </message>
    <message>
        <source>is longer than {count} characters</source>
        <translation>ist länger als {count} Zeichen</translation>
    </message>
    <message>
        <source>is no JSON at column {column_number}: it {rule}</source>
        <translation>ist kein JSON in Spalte {column_number}: es {rule}</translation>
    </message>
    <message>
        <source>is no SQLite database ({error})</source>
        <translation>ist keine SQLite-Datenbank ({error})</translation>
    </message>
    <message>
        <source>is no folder</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>ist kein Objekt</translation>
    </message>
    <message>
        <source>is no text in UTF-8</source>
        <translation>ist kein Text in UTF-8</translation>
    </message>
    <message>
        <source>is no workbook</source>
        <translation>ist keine Arbeitsmappe</translation>
    </message>
    <message>
        <source>is no workbook: its part {part} declares entities</source>
        <translation>ist keine Arbeitsmappe: ihr Teil {part} deklariert Entitäten</translation>
    </message>
    <message>
        <source>is no workbook: its part {part} is not there</source>
        <translation>ist keine Arbeitsmappe: ihr Teil {part} fehlt</translation>
    </message>
    <message>
        <source>is not UTF-8</source>
        <translation>ist nicht UTF-8</translation>
    </message>
    <message>
        <source>is not UTF-8 here, while the rest of it is</source>
        <translation>ist hier nicht UTF-8, der Rest aber schon</translation>
    </message>
    <message>
        <source>is not UTF-8, as JSON must be</source>
        <translation>ist nicht UTF-8, wie JSON sein muss</translation>
    </message>
    <message>
        <source>is not a JSON array of texts</source>
        <translation>ist kein JSON-Array von Texten</translation>
    </message>
    <message>
        <source>is not a check box</source>
        <translation>ist kein Kontrollkästchen</translation>
    </message>
    <message>
        <source>is not a check box (0 or 1)</source>
        <translation>ist kein Kontrollkästchen (0 oder 1)</translation>
    </message>
    <message>
        <source>is not a check box (true/false, yes/no, 1/0, x or blank, on/off)</source>
        <translation>ist kein Kontrollkästchen (true/false, yes/no, 1/0, x oder leer, on/off)</translation>
    </message>
    <message>
        <source>is not a choice</source>
        <translation>ist keine Auswahl</translation>
    </message>
    <message>
        <source>is not a date</source>
        <translation>ist kein Datum</translation>
    </message>
    <message>
        <source>is not a date (write it as 2026-05-12)</source>
        <translation>ist kein Datum (schreiben Sie es als 2026-05-12)</translation>
    </message>
    <message>
        <source>is not a date and time</source>
        <translation>ist kein Datum mit Uhrzeit</translation>
    </message>
    <message>
        <source>is not a date and time (write it as 2026-05-12 12:30)</source>
        <translation>ist kein Datum mit Uhrzeit (schreiben Sie es als 2026-05-12 12:30)</translation>
    </message>
    <message>
        <source>is not a date that exists</source>
        <translation>ist kein Datum, das es gibt</translation>
    </message>
    <message>
        <source>is not a date with a time</source>
        <translation>ist kein Datum mit Uhrzeit</translation>
    </message>
    <message>
        <source>is not a duration</source>
        <translation>ist keine Dauer</translation>
    </message>
    <message>
        <source>is not a duration (seconds, h:mm or h:mm:ss)</source>
        <translation>ist keine Dauer (Sekunden, h:mm oder h:mm:ss)</translation>
    </message>
    <message>
        <source>is not a file</source>
        <translation>ist keine Datei</translation>
    </message>
    <message>
        <source>is not a finite number</source>
        <translation>ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>is not a list</source>
        <translation>ist keine Liste</translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation>ist keine Zahl</translation>
    </message>
    <message>
        <source>is not a number (write it as 1234.5)</source>
        <translation>ist keine Zahl (schreiben Sie sie als 1234.5)</translation>
    </message>
    <message>
        <source>is not a percentage</source>
        <translation>ist kein Prozentwert</translation>
    </message>
    <message>
        <source>is not a rich text</source>
        <translation>ist kein formatierter Text</translation>
    </message>
    <message>
        <source>is not a text</source>
        <translation>ist kein Text</translation>
    </message>
    <message>
        <source>is not a time that exists</source>
        <translation>ist keine Uhrzeit, die es gibt</translation>
    </message>
    <message>
        <source>is not a whole number</source>
        <translation>ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>is not an SQLite database, or an encrypted one</source>
        <translation>ist keine SQLite-Datenbank, oder eine verschlüsselte</translation>
    </message>
    <message>
        <source>is not changed</source>
        <translation>bleibt unverändert</translation>
    </message>
    <message>
        <source>is not found, and {rows} can&apos;t be read: it may be this record</source>
        <translation>wurde nicht gefunden, und {rows} ist nicht lesbar: das könnte dieser Datensatz sein</translation>
    </message>
    <message>
        <source>is not in the database: {database} has no table “{table}”</source>
        <translation>ist nicht in der Datenbank: {database} hat keine Tabelle „{table}“</translation>
    </message>
    <message>
        <source>is not in the file</source>
        <translation>ist nicht in der Datei</translation>
    </message>
    <message>
        <source>is not in the files</source>
        <translation>ist nicht in den Dateien</translation>
    </message>
    <message>
        <source>is not in the folder</source>
        <translation>ist nicht im Ordner</translation>
    </message>
    <message>
        <source>is not in the sheet</source>
        <translation>ist nicht im Tabellenblatt</translation>
    </message>
    <message>
        <source>is not in the table</source>
        <translation>ist nicht in der Tabelle</translation>
    </message>
    <message>
        <source>is not in the table any more</source>
        <translation>ist nicht mehr in der Tabelle</translation>
    </message>
    <message>
        <source>is not in the workbook: {file} has no sheet “{sheet}”</source>
        <translation>ist nicht in der Arbeitsmappe: {file} hat kein Blatt „{sheet}“</translation>
    </message>
    <message>
        <source>is not one of the choices in Airtable (there are none)</source>
        <translation>ist keine der Auswahlmöglichkeiten in Airtable (es gibt keine)</translation>
    </message>
    <message>
        <source>is not one of the choices in Airtable ({choices})</source>
        <translation>ist keine der Auswahlmöglichkeiten in Airtable ({choices})</translation>
    </message>
    <message>
        <source>is not taken</source>
        <translation>wird nicht angenommen</translation>
    </message>
    <message>
        <source>is not the {encoding} that it begins as</source>
        <translation>ist nicht das {encoding}, als das es beginnt</translation>
    </message>
    <message>
        <source>is not there any more, or can&apos;t be opened</source>
        <translation>ist nicht mehr da oder lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>is not there any more, or can&apos;t be read</source>
        <translation>ist nicht mehr da oder ist nicht lesbar</translation>
    </message>
    <message>
        <source>is open in {program}</source>
        <translation>ist in {program} geöffnet</translation>
    </message>
    <message>
        <source>is protected by a password, or an old .xls file</source>
        <translation>ist durch ein Passwort geschützt oder eine alte .xls-Datei</translation>
    </message>
    <message>
        <source>is read-only</source>
        <translation>ist schreibgeschützt</translation>
    </message>
    <message>
        <source>is required and must not be blank</source>
        <translation>wird gebraucht und darf nicht leer sein</translation>
    </message>
    <message>
        <source>is skipped when the clock is set forward</source>
        <translation>wird übersprungen, wenn die Uhr vorgestellt wird</translation>
    </message>
    <message>
        <source>is the key of another record</source>
        <translation>ist der Schlüssel eines anderen Datensatzes</translation>
    </message>
    <message>
        <source>is the name of a device on Windows</source>
        <translation>ist der Name eines Geräts unter Windows</translation>
    </message>
    <message>
        <source>is the name of another file</source>
        <translation>ist der Name einer anderen Datei</translation>
    </message>
    <message>
        <source>is the name of another note</source>
        <translation>ist der Name einer anderen Notiz</translation>
    </message>
    <message>
        <source>is the name of another row</source>
        <translation>ist der Name einer anderen Zeile</translation>
    </message>
    <message>
        <source>is the name of one choice and a list of several</source>
        <translation>ist der Name einer Auswahl und eine Liste von mehreren</translation>
    </message>
    <message>
        <source>is the row&apos;s key, which can&apos;t be blank</source>
        <translation>ist der Schlüssel der Zeile, der nicht leer sein kann</translation>
    </message>
    <message>
        <source>is too long for a file&apos;s name</source>
        <translation>ist zu lang für einen Dateinamen</translation>
    </message>
    <message>
        <source>is too long to be a key file</source>
        <translation>ist zu lang für eine Schlüsseldatei</translation>
    </message>
    <message>
        <source>is true or false, where something else is expected</source>
        <translation>ist wahr oder falsch, wo anderes erwartet wird</translation>
    </message>
    <message>
        <source>is wholly blank</source>
        <translation>ist ganz leer</translation>
    </message>
    <message>
        <source>it</source>
        <translation>eine Tabelle</translation>
    </message>
    <message>
        <source>it can not be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>it can not be used</source>
        <translation>nicht benutzbar</translation>
    </message>
    <message>
        <source>it changed since it was shown</source>
        <translation>er hat sich geändert, seit er gezeigt wurde</translation>
    </message>
    <message>
        <source>it contains a character that is not ASCII</source>
        <translation>es enthält ein Zeichen, das nicht zu ASCII gehört</translation>
    </message>
    <message>
        <source>it contains a control character</source>
        <translation>es enthält ein Steuerzeichen</translation>
    </message>
    <message>
        <source>it contains white space</source>
        <translation>es enthält Leerraum</translation>
    </message>
    <message>
        <source>it has more than one line</source>
        <translation>es hat mehr als eine Zeile</translation>
    </message>
    <message>
        <source>it has too many levels</source>
        <translation>zu viele Ebenen</translation>
    </message>
    <message>
        <source>it is a view</source>
        <translation>sie ist eine Sicht</translation>
    </message>
    <message>
        <source>it is blank</source>
        <translation>es ist leer</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>it is held</source>
        <translation>er ist zurückgehalten</translation>
    </message>
    <message>
        <source>it is kept by {engine}, which can&apos;t undo a change</source>
        <translation>sie wird von {engine} gehalten, das eine Änderung nicht zurücknehmen kann</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>kein UTF-8-Text</translation>
    </message>
    <message>
        <source>it is signed, which a change would break</source>
        <translation>sie ist signiert, und eine Änderung würde die Signatur brechen</translation>
    </message>
    <message>
        <source>it may not be written by this user</source>
        <translation>dieser Benutzer darf sie nicht schreiben</translation>
    </message>
    <message>
        <source>it moved just then</source>
        <translation>er hat sich gerade eben geändert</translation>
    </message>
    <message>
        <source>item {number}</source>
        <translation>Eintrag {number}</translation>
    </message>
    <message>
        <source>its file</source>
        <translation>seine Datei</translation>
    </message>
    <message>
        <source>its key ({columns}) is NULL or no text in UTF-8</source>
        <translation>ihr Schlüssel ({columns}) ist NULL oder kein Text in UTF-8</translation>
    </message>
    <message>
        <source>its key {key} is already in use by another record on the other side</source>
        <translation>sein Schlüssel {key} gehört auf der anderen Seite schon einem anderen Datensatz</translation>
    </message>
    <message>
        <source>its label only</source>
        <translation>nur seine Beschriftung</translation>
    </message>
    <message>
        <source>its row is gone</source>
        <translation>seine Zeile gibt es nicht mehr</translation>
    </message>
    <message>
        <source>its sheet {sheet} is protected</source>
        <translation>ihr Blatt {sheet} ist geschützt</translation>
    </message>
    <message>
        <source>its text only</source>
        <translation>nur sein Text</translation>
    </message>
    <message>
        <source>its top</source>
        <translation>ganz oben</translation>
    </message>
    <message>
        <source>its version moved in Airtable</source>
        <translation>seine Version in Airtable ist neuer</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>kept in the keyring</source>
        <translation>im Schlüsselbund</translation>
    </message>
    <message>
        <source>key {key} is also in {rows}</source>
        <translation>der Schlüssel {key} steht auch in {rows}</translation>
    </message>
    <message>
        <source>last in step</source>
        <translation>zuletzt im Gleichstand</translation>
    </message>
    <message>
        <source>last in step: {value}</source>
        <translation>zuletzt im Gleichstand: {value}</translation>
    </message>
    <message>
        <source>last run {moment}</source>
        <translation>letzter Abgleich: {moment}</translation>
    </message>
    <message>
        <source>later</source>
        <translation>später</translation>
    </message>
    <message>
        <source>later edit</source>
        <translation>spätere Änderung</translation>
    </message>
    <message>
        <source>later: leave it open and go on</source>
        <translation>später: offen lassen und weiter</translation>
    </message>
    <message>
        <source>leads through a link</source>
        <translation>führt über eine Verknüpfung</translation>
    </message>
    <message>
        <source>leave; the choices are kept</source>
        <translation>verlassen; die Auswahl bleibt</translation>
    </message>
    <message>
        <source>left as it is on each side</source>
        <translation>bleibt auf jeder Seite, wie es ist</translation>
    </message>
    <message>
        <source>line {line} has text after a closing quote</source>
        <translation>Zeile {line} hat Text nach einem schließenden Anführungszeichen</translation>
    </message>
    <message>
        <source>line {line} has {count} cell where the header has {width}</source>
        <translation>Zeile {line} hat {count} Zelle, die Kopfzeile {width}</translation>
    </message>
    <message>
        <source>line {line} has {count} cells where the header has {width}</source>
        <translation>Zeile {line} hat {count} Zellen, die Kopfzeile {width}</translation>
    </message>
    <message>
        <source>line {number}</source>
        <translation>Zeile {number}</translation>
    </message>
    <message>
        <source>links to “{value}”, which is not in Airtable yet</source>
        <translation>verweist auf „{value}“, das noch nicht in Airtable ist</translation>
    </message>
    <message>
        <source>list of bases</source>
        <translation>Liste der Bases</translation>
    </message>
    <message>
        <source>lists, {values}</source>
        <translation>Listen, {values}</translation>
    </message>
    <message>
        <source>makes a new choice in Airtable</source>
        <translation>legt in Airtable eine neue Auswahlmöglichkeit an</translation>
    </message>
    <message numerus="yes">
        <source>makes {n} new choice in Airtable</source>
        <comment>makes {n} new choices in Airtable</comment>
        <translation>
            <numerusform>legt in Airtable {n} neue Auswahlmöglichkeit an</numerusform>
            <numerusform>legt in Airtable {n} neue Auswahlmöglichkeiten an</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>makes {n} record again in {place}</source>
        <comment>makes {n} records again in {place}</comment>
        <translation>
            <numerusform>legt {n} Datensatz in {place} wieder an</numerusform>
            <numerusform>legt {n} Datensätze in {place} wieder an</numerusform>
        </translation>
    </message>
    <message>
        <source>may not be written by this user</source>
        <translation>darf von diesem Benutzer nicht geschrieben werden</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>merge</source>
        <translation>zusammenführen</translation>
    </message>
    <message>
        <source>merged by the pair&apos;s rule</source>
        <translation>nach der Regel des Paars zusammengeführt</translation>
    </message>
    <message>
        <source>merged by you</source>
        <translation>von Ihnen zusammengeführt</translation>
    </message>
    <message>
        <source>must be a whole number from 1 to {most}</source>
        <translation>muss eine ganze Zahl von 1 bis {most} sein</translation>
    </message>
    <message>
        <source>must be one line</source>
        <translation>muss eine einzige Zeile sein</translation>
    </message>
    <message>
        <source>names no file that is there</source>
        <translation>nennt keine Datei, die es gibt</translation>
    </message>
    <message>
        <source>neither yet</source>
        <translation>noch nirgends</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>never in step</source>
        <translation>noch nie im Gleichstand</translation>
    </message>
    <message>
        <source>new on the other side</source>
        <translation>neu auf der anderen Seite</translation>
    </message>
    <message>
        <source>next</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>next conflict</source>
        <translation>nächster Konflikt</translation>
    </message>
    <message>
        <source>next in a moment</source>
        <translation>nächster gleich</translation>
    </message>
    <message>
        <source>next in {span}</source>
        <translation>nächster in {span}</translation>
    </message>
    <message>
        <source>no API call</source>
        <translation>kein API-Aufruf</translation>
    </message>
    <message>
        <source>no field</source>
        <translation>kein Feld</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>no record here</source>
        <translation>hier kein Datensatz</translation>
    </message>
    <message>
        <source>no requests</source>
        <translation>keine Anfragen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none seen yet</source>
        <translation>noch keine gesehen</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>not sent so far</source>
        <translation>noch nicht gesendet</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>nicht angekreuzt</translation>
    </message>
    <message>
        <source>not written</source>
        <translation>nicht geschrieben</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing differs any more</source>
        <translation>nichts weicht mehr ab</translation>
    </message>
    <message>
        <source>nothing stands in it</source>
        <translation>es steht nichts darin</translation>
    </message>
    <message>
        <source>now {type}</source>
        <translation>jetzt {type}</translation>
    </message>
    <message>
        <source>numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>numbers that would lose digits</source>
        <translation>Zahlen, die Ziffern verlören</translation>
    </message>
    <message>
        <source>of {allowance}</source>
        <translation>von {allowance}</translation>
    </message>
    <message>
        <source>on both</source>
        <translation>auf beiden</translation>
    </message>
    <message>
        <source>on both sides from the start, different</source>
        <translation>von Anfang an auf beiden Seiten, verschieden</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Computer</translation>
    </message>
    <message>
        <source>one side changed</source>
        <translation>eine Seite geändert</translation>
    </message>
    <message>
        <source>only Airtable changed it</source>
        <translation>nur Airtable hat es geändert</translation>
    </message>
    <message>
        <source>only read from Airtable</source>
        <translation>nur aus Airtable gelesen</translation>
    </message>
    <message>
        <source>only this computer changed it</source>
        <translation>nur dieser Computer hat es geändert</translation>
    </message>
    <message>
        <source>only {values}</source>
        <translation>nur {values}</translation>
    </message>
    <message>
        <source>open conflict</source>
        <translation>offener Konflikt</translation>
    </message>
    <message>
        <source>or its folder is not there any more</source>
        <translation>oder ihr Ordner ist nicht mehr da</translation>
    </message>
    <message>
        <source>or more</source>
        <translation>oder mehr</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>previous conflict</source>
        <translation>voriger Konflikt</translation>
    </message>
    <message>
        <source>puts back {fields}</source>
        <translation>setzt {fields} zurück</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>nur lesen</translation>
    </message>
    <message>
        <source>read records</source>
        <translation>Datensätze lesen</translation>
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
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message numerus="yes">
        <source>record added</source>
        <comment>records added</comment>
        <translation>
            <numerusform>Datensatz angelegt</numerusform>
            <numerusform>Datensätze angelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>record changed</source>
        <comment>records changed</comment>
        <translation>
            <numerusform>Datensatz geändert</numerusform>
            <numerusform>Datensätze geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>record deleted</source>
        <comment>records deleted</comment>
        <translation>
            <numerusform>Datensatz gelöscht</numerusform>
            <numerusform>Datensätze gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>record filled in</source>
        <comment>records filled in</comment>
        <translation>
            <numerusform>Datensatz ausgefüllt</numerusform>
            <numerusform>Datensätze ausgefüllt</numerusform>
        </translation>
    </message>
    <message>
        <source>redo it</source>
        <translation>wiederholen</translation>
    </message>
    <message>
        <source>refused operation</source>
        <translation>abgelehnte Änderung</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>resets 1 {month}</source>
        <translation>neu ab 1. {month}</translation>
    </message>
    <message>
        <source>response time</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>restore it, delete it, or keep it only where it is.</source>
        <translation>stellen Sie ihn wieder her, löschen Sie ihn oder behalten Sie ihn nur dort, wo er ist.</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>retry</source>
        <translation>wird erneut versucht</translation>
    </message>
    <message numerus="yes">
        <source>row added</source>
        <comment>rows added</comment>
        <translation>
            <numerusform>Zeile angelegt</numerusform>
            <numerusform>Zeilen angelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row changed</source>
        <comment>rows changed</comment>
        <translation>
            <numerusform>Zeile geändert</numerusform>
            <numerusform>Zeilen geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row deleted</source>
        <comment>rows deleted</comment>
        <translation>
            <numerusform>Zeile gelöscht</numerusform>
            <numerusform>Zeilen gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row filled in</source>
        <comment>rows filled in</comment>
        <translation>
            <numerusform>Zeile ausgefüllt</numerusform>
            <numerusform>Zeilen ausgefüllt</numerusform>
        </translation>
    </message>
    <message>
        <source>row {number}</source>
        <translation>Zeile {number}</translation>
    </message>
    <message>
        <source>rule: Airtable wins</source>
        <translation>Regel: Airtable gewinnt</translation>
    </message>
    <message>
        <source>rule: edits there are overwritten</source>
        <translation>Regel: Änderungen dort werden überschrieben</translation>
    </message>
    <message>
        <source>rule: larger number</source>
        <translation>Regel: größere Zahl</translation>
    </message>
    <message>
        <source>rule: later date</source>
        <translation>Regel: späteres Datum</translation>
    </message>
    <message>
        <source>rule: later time</source>
        <translation>Regel: spätere Zeit</translation>
    </message>
    <message>
        <source>rule: longer text</source>
        <translation>Regel: längerer Text</translation>
    </message>
    <message>
        <source>rule: merge</source>
        <translation>Regel: zusammenführen</translation>
    </message>
    <message>
        <source>rule: the later edit</source>
        <translation>Regel: die spätere Änderung</translation>
    </message>
    <message>
        <source>rule: this computer wins</source>
        <translation>Regel: dieser Computer gewinnt</translation>
    </message>
    <message>
        <source>rule: union of lists</source>
        <translation>Regel: Listen vereinigt</translation>
    </message>
    <message>
        <source>rule: version</source>
        <translation>Regel: Version</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>run {id}</source>
        <translation>Abgleich {id}</translation>
    </message>
    <message>
        <source>sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>seen {moment}</source>
        <translation>gesehen {moment}</translation>
    </message>
    <message>
        <source>seen {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>sending {done} of {total} to Airtable</source>
        <translation>sendet {done} von {total} an Airtable</translation>
    </message>
    <message>
        <source>settled by the pair&apos;s rule</source>
        <translation>nach der Regel des Paars entschieden</translation>
    </message>
    <message>
        <source>several rows have its key</source>
        <translation>mehrere Zeilen haben seinen Schlüssel</translation>
    </message>
    <message>
        <source>sheet</source>
        <translation>Tabellenblatt</translation>
    </message>
    <message>
        <source>show or hide this list</source>
        <translation>diese Liste zeigen oder verbergen</translation>
    </message>
    <message>
        <source>stands twice on the clock when it is set back</source>
        <translation>gibt es zweimal, wenn die Uhr zurückgestellt wird</translation>
    </message>
    <message>
        <source>stands twice on the clock when it is set back, which a date here can&apos;t show</source>
        <translation>gibt es zweimal, wenn die Uhr zurückgestellt wird, und ein Datum hier kann das nicht zeigen</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>starts or ends with a blank, or ends with a dot, which no file&apos;s name can on every system</source>
        <translation>beginnt oder endet mit einem Leerzeichen oder endet mit einem Punkt, was nicht auf jedem System geht</translation>
    </message>
    <message>
        <source>starts with a dot, which would hide the file</source>
        <translation>beginnt mit einem Punkt, der die Datei verbergen würde</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>still to decide</source>
        <translation>noch zu entscheiden</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>wird abgebrochen</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>take Airtable&apos;s value</source>
        <translation>Airtables Wert übernehmen</translation>
    </message>
    <message>
        <source>take both (texts and lists)</source>
        <translation>beide übernehmen (Texte und Listen)</translation>
    </message>
    <message>
        <source>take this computer&apos;s value</source>
        <translation>den Wert dieses Computers übernehmen</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>texts of several lines</source>
        <translation>mehrzeilige Texte</translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation>der Windows-Anmeldeinformationsverwaltung</translation>
    </message>
    <message>
        <source>the base {base}</source>
        <translation>die Base {base}</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>die Datenbank</translation>
    </message>
    <message>
        <source>the desktop&apos;s keyring (Secret Service)</source>
        <translation>dem Schlüsselbund des Desktops (Secret Service)</translation>
    </message>
    <message>
        <source>the folder can&apos;t be made: {error}</source>
        <translation>Der Ordner kann nicht angelegt werden: {error}</translation>
    </message>
    <message>
        <source>the folder for locks can&apos;t be made: {error}</source>
        <translation>Der Ordner für Sperren kann nicht angelegt werden: {error}</translation>
    </message>
    <message>
        <source>the keyring&apos;s entry is not one of ours</source>
        <translation>der Eintrag im Schlüsselbund stammt nicht von AirSync</translation>
    </message>
    <message>
        <source>the local table</source>
        <translation>der Tabelle auf diesem Computer</translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation>dem macOS-Schlüsselbund</translation>
    </message>
    <message>
        <source>the new row would have a key that MySQL does not tell: {columns}</source>
        <translation>die neue Zeile hätte einen Schlüssel, den MySQL nicht verrät: {columns}</translation>
    </message>
    <message>
        <source>the new row would have no key: {columns} would be blank</source>
        <translation>die neue Zeile hätte keinen Schlüssel: {columns} wäre leer</translation>
    </message>
    <message>
        <source>the next sync says why</source>
        <translation>der nächste Abgleich sagt, warum</translation>
    </message>
    <message>
        <source>the record is gone</source>
        <translation>der Datensatz ist weg</translation>
    </message>
    <message>
        <source>the same key was made on both sides</source>
        <translation>derselbe Schlüssel wurde auf beiden Seiten angelegt</translation>
    </message>
    <message>
        <source>the same on both sides</source>
        <translation>auf beiden Seiten gleich</translation>
    </message>
    <message>
        <source>the sandbox needs none</source>
        <translation>die Sandbox braucht keines</translation>
    </message>
    <message>
        <source>the schema changed</source>
        <translation>das Schema hat sich geändert</translation>
    </message>
    <message>
        <source>the settings</source>
        <translation>die Einstellungen</translation>
    </message>
    <message>
        <source>the value {rule}.</source>
        <translation>der Wert {rule}.</translation>
    </message>
    <message>
        <source>the whole record</source>
        <translation>der ganze Datensatz</translation>
    </message>
    <message>
        <source>the whole row</source>
        <translation>die ganze Zeile</translation>
    </message>
    <message>
        <source>the window</source>
        <translation>das Fenster</translation>
    </message>
    <message>
        <source>the workbook</source>
        <translation>die Arbeitsmappe</translation>
    </message>
    <message>
        <source>thing</source>
        <translation>Gesuchtes</translation>
    </message>
    <message>
        <source>this base</source>
        <translation>diese Base</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>this computer {value}</source>
        <translation>dieser Computer {value}</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angekreuzt</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>folgt noch</translation>
    </message>
    <message>
        <source>to read the records of your tables</source>
        <translation>um die Datensätze Ihrer Tabellen zu lesen</translation>
    </message>
    <message>
        <source>to see which bases, tables and fields there are</source>
        <translation>um zu sehen, welche Bases, Tabellen und Felder es gibt</translation>
    </message>
    <message>
        <source>to write what you changed here</source>
        <translation>um zu schreiben, was Sie hier geändert haben</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>took {seconds} s</source>
        <translation>dauerte {seconds} s</translation>
    </message>
    <message>
        <source>took {span}</source>
        <translation>dauerte {span}</translation>
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
        <source>typed in</source>
        <translation>eingetippt</translation>
    </message>
    <message>
        <source>under {share} %</source>
        <translation>unter {share} %</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>rückgängig</translation>
    </message>
    <message>
        <source>undo the last choice</source>
        <translation>die letzte Auswahl rückgängig machen</translation>
    </message>
    <message>
        <source>undone by you</source>
        <translation>von Ihnen rückgängig gemacht</translation>
    </message>
    <message>
        <source>unhealthy from {share} %</source>
        <translation>gestört ab {share} %</translation>
    </message>
    <message numerus="yes">
        <source>up to {n} character</source>
        <comment>up to {n} characters</comment>
        <translation>
            <numerusform>bis zu {n} Zeichen</numerusform>
            <numerusform>bis zu {n} Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>updated in Airtable</source>
        <translation>in Airtable geändert</translation>
    </message>
    <message>
        <source>updated on this computer</source>
        <translation>auf diesem Computer geändert</translation>
    </message>
    <message numerus="yes">
        <source>used by {n} pair</source>
        <comment>used by {n} pairs</comment>
        <translation>
            <numerusform>von {n} Paar verwendet</numerusform>
            <numerusform>von {n} Paaren verwendet</numerusform>
        </translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>senkrechter Strich</translation>
    </message>
    <message>
        <source>views</source>
        <translation>Ansichten</translation>
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
        <source>was changed by another program after it was read</source>
        <translation>wurde nach dem Lesen von einem anderen Programm geändert</translation>
    </message>
    <message>
        <source>was made by another program after the folder was read</source>
        <translation>wurde von einem anderen Programm angelegt, nachdem der Ordner gelesen war</translation>
    </message>
    <message>
        <source>was made by another program meanwhile</source>
        <translation>wurde inzwischen von einem anderen Programm angelegt</translation>
    </message>
    <message>
        <source>was replaced by another program while it was written</source>
        <translation>wurde beim Schreiben von einem anderen Programm ersetzt</translation>
    </message>
    <message>
        <source>was written by another program after it was read</source>
        <translation>wurde nach dem Lesen von einem anderen Programm geschrieben</translation>
    </message>
    <message>
        <source>went away just when the changes were to be kept, which it may have done or not</source>
        <translation>war gerade weg, als die Änderungen behalten werden sollten; ob das geschah, ist offen</translation>
    </message>
    <message>
        <source>went away while it was written ({error})</source>
        <translation>war beim Schreiben auf einmal weg ({error})</translation>
    </message>
    <message>
        <source>what was typed does not fit its field.</source>
        <translation>was eingetippt wurde, passt nicht in sein Feld.</translation>
    </message>
    <message>
        <source>when {file} is saved</source>
        <translation>wenn {file} gespeichert wird</translation>
    </message>
    <message>
        <source>whole numbers</source>
        <translation>ganze Zahlen</translation>
    </message>
    <message>
        <source>whole record</source>
        <translation>ganzer Datensatz</translation>
    </message>
    <message>
        <source>whole record from Airtable</source>
        <translation>ganzer Datensatz aus Airtable</translation>
    </message>
    <message>
        <source>whole record from this computer</source>
        <translation>ganzer Datensatz von diesem Computer</translation>
    </message>
    <message>
        <source>whose token it is</source>
        <translation>wem der Token gehört</translation>
    </message>
    <message>
        <source>without a reason</source>
        <translation>ohne Begründung</translation>
    </message>
    <message>
        <source>would be kept as {value} in a column of numbers</source>
        <translation>würde in einer Spalte mit Zahlen als {value} behalten</translation>
    </message>
    <message>
        <source>would be written as {value}, which {rule}</source>
        <translation>würde als {value} geschrieben, und das {rule}</translation>
    </message>
    <message>
        <source>would move the row to another file</source>
        <translation>würde die Zeile in eine andere Datei verschieben</translation>
    </message>
    <message>
        <source>would not be read again as it was meant</source>
        <translation>würde nicht wieder so gelesen, wie es gemeint war</translation>
    </message>
    <message>
        <source>would not be read again as it was meant, because its encoding or delimiter would seem another</source>
        <translation>würde nicht wieder so gelesen, wie es gemeint war, weil Kodierung oder Trennzeichen andere zu sein schienen</translation>
    </message>
    <message>
        <source>would rename the file, which is not done</source>
        <translation>würde die Datei umbenennen, was nicht geschieht</translation>
    </message>
    <message>
        <source>write records</source>
        <translation>Datensätze schreiben</translation>
    </message>
    <message>
        <source>write {what}</source>
        <translation>{what} schreiben</translation>
    </message>
    <message>
        <source>writing {done} of {total} on this computer</source>
        <translation>schreibt {done} von {total} auf diesem Computer</translation>
    </message>
    <message>
        <source>written anew: {value}</source>
        <translation>neu geschrieben: {value}</translation>
    </message>
    <message>
        <source>written to {place}</source>
        <translation>geschrieben: {place}</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
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
        <translation>gestern 20:00</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>Sie sind hier</translation>
    </message>
    <message>
        <source>you, in a conflict</source>
        <translation>Sie, in einem Konflikt</translation>
    </message>
    <message>
        <source>{about}, {columns} columns (the first {shown} are shown)</source>
        <translation>{about}, {columns} Spalten (die ersten {shown} werden gezeigt)</translation>
    </message>
    <message numerus="yes">
        <source>{about}, {n} column</source>
        <comment>{about}, {n} columns</comment>
        <translation>
            <numerusform>{about}, {n} Spalte</numerusform>
            <numerusform>{about}, {n} Spalten</numerusform>
        </translation>
    </message>
    <message>
        <source>{action} {name}</source>
        <translation>{action} {name}</translation>
    </message>
    <message>
        <source>{base} › a new table</source>
        <translation>{base} › eine neue Tabelle</translation>
    </message>
    <message>
        <source>{by} refused it: {why}.</source>
        <translation>{by} hat es abgelehnt: {why}.</translation>
    </message>
    <message>
        <source>{by} says that a record does not exist{why}.</source>
        <translation>{by} sagt, dass ein Datensatz nicht existiert{why}.</translation>
    </message>
    <message>
        <source>{by} says that a record that the field {field} points to does not exist{why}.</source>
        <translation>{by} sagt, dass ein Datensatz, auf den das Feld {field} verweist, nicht existiert{why}.</translation>
    </message>
    <message>
        <source>{calls} of {allowance}</source>
        <translation>{calls} von {allowance}</translation>
    </message>
    <message>
        <source>{calls} · about {minutes} min</source>
        <translation>{calls} · etwa {minutes} Min.</translation>
    </message>
    <message>
        <source>{calls} · about {seconds} s</source>
        <translation>{calls} · etwa {seconds} s</translation>
    </message>
    <message>
        <source>{column} is the first field, which can&apos;t be a {type}.</source>
        <translation>{column} ist das erste Feld, das nicht vom Typ {type} sein kann.</translation>
    </message>
    <message>
        <source>{count} a day</source>
        <translation>{count} pro Tag</translation>
    </message>
    <message>
        <source>{count} a minute</source>
        <translation>{count} pro Minute</translation>
    </message>
    <message>
        <source>{count} added in {place}</source>
        <translation>{count} in {place} angelegt</translation>
    </message>
    <message>
        <source>{count} an hour</source>
        <translation>{count} pro Stunde</translation>
    </message>
    <message>
        <source>{count} computed, read only</source>
        <translation>{count} berechnet, nur lesend</translation>
    </message>
    <message>
        <source>{count} deleted in {place}</source>
        <translation>{count} in {place} gelöscht</translation>
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
        <source>{count} in {place}</source>
        <translation>{count} in {place}</translation>
    </message>
    <message>
        <source>{count} mapped</source>
        <translation>{count} zugeordnet</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{count} of {of} records would be changed {where}: {names}.</source>
        <translation>{count} von {of} Datensätzen würden {where} geändert: {names}.</translation>
    </message>
    <message>
        <source>{count} of {of} records would be deleted {where}: {names}.</source>
        <translation>{count} von {of} Datensätzen würden {where} gelöscht: {names}.</translation>
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
        <source>{count} rows have this key: it is not unique as it is compared</source>
        <translation>{count} Zeilen haben diesen Schlüssel: so wie er verglichen wird, ist er nicht eindeutig</translation>
    </message>
    <message>
        <source>{count} to {place}</source>
        <translation>{count} nach {place}</translation>
    </message>
    <message>
        <source>{count} waiting for key</source>
        <translation>{count} wartend auf Schlüssel</translation>
    </message>
    <message>
        <source>{database} has a table named {table} already: leave out --create-local to use it.</source>
        <translation>{database} hat schon eine Tabelle namens {table}: lassen Sie --create-local weg, um sie zu benutzen.</translation>
    </message>
    <message>
        <source>{database} has no table “{table}”. {offer}</source>
        <translation>{database} hat keine Tabelle „{table}“. {offer}</translation>
    </message>
    <message>
        <source>{day} {clock}</source>
        <translation>{day} {clock}</translation>
    </message>
    <message>
        <source>{day} {month} {year} at {clock}</source>
        <translation>{day}. {month} {year} um {clock}</translation>
    </message>
    <message>
        <source>{day}st</source>
        <translation>{day}.</translation>
    </message>
    <message>
        <source>{day}th</source>
        <translation>{day}.</translation>
    </message>
    <message numerus="yes">
        <source>{done} of {n} call</source>
        <comment>{done} of {n} calls</comment>
        <translation>
            <numerusform>{done} von {n} Aufruf</numerusform>
            <numerusform>{done} von {n} Aufrufen</numerusform>
        </translation>
    </message>
    <message>
        <source>{event}, seen by AirSync {time}.</source>
        <translation>{event}, von AirSync {time} gesehen.</translation>
    </message>
    <message>
        <source>{failed} of {requests} requests failed {when} ({share} %).</source>
        <translation>{failed} von {requests} Anfragen schlugen {when} fehl ({share} %).</translation>
    </message>
    <message>
        <source>{failed} of {requests} requests failed {when} ({share} %); {limited} of them because of the rate.</source>
        <translation>{failed} von {requests} Anfragen schlugen {when} fehl ({share} %); {limited} davon wegen zu vieler Anfragen.</translation>
    </message>
    <message>
        <source>{failed} of {requests} requests failed {when}.</source>
        <translation>{failed} von {requests} Anfragen schlugen {when} fehl.</translation>
    </message>
    <message>
        <source>{fields} is blank</source>
        <translation>{fields} ist leer</translation>
    </message>
    <message numerus="yes">
        <source>{fields} was changed in {here} and in Airtable</source>
        <comment>{fields} were changed in {here} and in Airtable</comment>
        <translation>
            <numerusform>{fields} wurde in {here} und in Airtable geändert</numerusform>
            <numerusform>{fields} wurden in {here} und in Airtable geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{fields} was changed {kept}; the record was deleted {lost}</source>
        <comment>{fields} were changed {kept}; the record was deleted {lost}</comment>
        <translation>
            <numerusform>{fields} wurde {kept} geändert; der Datensatz wurde {lost} gelöscht</numerusform>
            <numerusform>{fields} wurden {kept} geändert; der Datensatz wurde {lost} gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>{field} (read only)</source>
        <translation>{field} (nur lesbar)</translation>
    </message>
    <message>
        <source>{field} can&apos;t be chosen: it is part of the key, or nothing that people fill.</source>
        <translation>{field} kann nicht gewählt werden: es gehört zum Schlüssel oder wird nicht von Menschen ausgefüllt.</translation>
    </message>
    <message>
        <source>{field} can&apos;t be the key: Airtable computes it, so a new record&apos;s key could not be written there.</source>
        <translation>{field} kann nicht der Schlüssel sein: Airtable berechnet das Feld, der Schlüssel eines neuen Datensatzes ließe sich dort nicht schreiben.</translation>
    </message>
    <message>
        <source>{field} in {pair}. {rule}.</source>
        <translation>{field} in {pair}. {rule}.</translation>
    </message>
    <message>
        <source>{field} is a field, not a record: map it again, or drop it from the pair.</source>
        <translation>{field} ist ein Feld, kein Datensatz: ordnen Sie es neu zu, oder nehmen Sie es aus dem Paar.</translation>
    </message>
    <message>
        <source>{field} is not edited by people: Airtable or AirSync fills it.</source>
        <translation>{field} wird nicht von Menschen bearbeitet: Airtable oder AirSync füllt es.</translation>
    </message>
    <message>
        <source>{field} is written anew: {value}</source>
        <translation>{field} wird neu geschrieben: {value}</translation>
    </message>
    <message>
        <source>{field} of {record}</source>
        <translation>{field} von {record}</translation>
    </message>
    <message>
        <source>{field} of {record} in {place}: {before} became {after}.</source>
        <translation>{field} von {record} in {place}: {before} wurde {after}.</translation>
    </message>
    <message>
        <source>{field} of {record} was not written to {place}.</source>
        <translation>{field} von {record} wurde nicht in {place} geschrieben.</translation>
    </message>
    <message>
        <source>{field} that stays</source>
        <translation>{field} bleibt</translation>
    </message>
    <message>
        <source>{field} was never in step, so there is no earlier value to go back to.</source>
        <translation>{field} war noch nie im Gleichstand, darum gibt es keinen früheren Wert.</translation>
    </message>
    <message>
        <source>{field}, new value</source>
        <translation>{field}, neuer Wert</translation>
    </message>
    <message>
        <source>{field}, result</source>
        <translation>{field}, Ergebnis</translation>
    </message>
    <message>
        <source>{field}: last in step {value}</source>
        <translation>{field}: zuletzt im Gleichstand {value}</translation>
    </message>
    <message>
        <source>{field}: this computer {here}, Airtable {there}</source>
        <translation>{field}: dieser Computer {here}, Airtable {there}</translation>
    </message>
    <message numerus="yes">
        <source>{field}: this computer {here}, Airtable {there}, and {n} more field</source>
        <comment>{field}: this computer {here}, Airtable {there}, and {n} more fields</comment>
        <translation>
            <numerusform>{field}: dieser Computer {here}, Airtable {there}, und {n} weiteres Feld</numerusform>
            <numerusform>{field}: dieser Computer {here}, Airtable {there}, und {n} weitere Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>{field}: {problem}. All other fields go on.</source>
        <translation>{field}: {problem}. Alle anderen Felder laufen weiter.</translation>
    </message>
    <message>
        <source>{field}: {why}. It is a field of the table, not a record: beside the list of conflicts it is mapped again, or taken out of the pair.</source>
        <translation>{field}: {why}. Es ist ein Feld der Tabelle, kein Datensatz: Neben der Liste der Konflikte wird es neu zugeordnet oder aus dem Paar herausgenommen.</translation>
    </message>
    <message>
        <source>{field}: “{value}” {rule}</source>
        <translation>{field}: „{value}“ {rule}</translation>
    </message>
    <message>
        <source>{field}: “{value}” {rule} (did you mean “{other}”?)</source>
        <translation>{field}: „{value}“ {rule} (meinten Sie „{other}“?)</translation>
    </message>
    <message>
        <source>{file} and the Airtable table stay as they are, and history stays. What is remembered of both is forgotten: a pair of them that is made later begins with a first sync.</source>
        <translation>{file} und die Airtable-Tabelle bleiben, wie sie sind, und der Verlauf bleibt. Was von beiden gemerkt ist, wird vergessen: Ein Paar, das später aus ihnen gemacht wird, beginnt mit einem ersten Abgleich.</translation>
    </message>
    <message>
        <source>{file} as it was before is kept as {copy}.</source>
        <translation>{file}, wie es vorher war, ist aufbewahrt als {copy}.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be made without rows in it: name a .csv or .tsv file, a sheet of a new workbook (book.xlsx#Sheet1), or a table of a database (data.db#table).</source>
        <translation>{file} kann nicht ohne Zeilen angelegt werden: nennen Sie eine .csv- oder .tsv-Datei, ein Blatt einer neuen Arbeitsmappe (mappe.xlsx#Tabelle1) oder eine Tabelle einer Datenbank (daten.db#tabelle).</translation>
    </message>
    <message>
        <source>{file} has no sheet “{sheet}”. {offer}</source>
        <translation>{file} hat kein Blatt „{sheet}“. {offer}</translation>
    </message>
    <message>
        <source>{file} has {count} hard links: a write replaces this one, and the other names keep the old content.</source>
        <translation>{file} hat {count} feste Verknüpfungen: ein Schreiben ersetzt diese eine, und die anderen Namen behalten den alten Inhalt.</translation>
    </message>
    <message>
        <source>{file} holds no pair.</source>
        <translation>{file} enthält kein Paar.</translation>
    </message>
    <message>
        <source>{file} is OpenClaw&apos;s own: settings, keys or the agent&apos;s state. AirSync never syncs those.</source>
        <translation>{file} gehört OpenClaw selbst: Einstellungen, Schlüssel oder der Zustand des Agenten. Die gleicht AirSync nie ab.</translation>
    </message>
    <message>
        <source>{file} is a database: say which of its tables. {offer}</source>
        <translation>{file} ist eine Datenbank: sagen Sie, welche ihrer Tabellen. {offer}</translation>
    </message>
    <message>
        <source>{file} is a workbook: say which of its sheets. {offer}</source>
        <translation>{file} ist eine Arbeitsmappe: sagen Sie, welches ihrer Blätter. {offer}</translation>
    </message>
    <message>
        <source>{file} is no list: say which part of it. {offer}</source>
        <translation>{file} ist keine Liste: sagen Sie, welcher Teil davon. {offer}</translation>
    </message>
    <message>
        <source>{file} is one table by itself.</source>
        <translation>{file} ist für sich eine Tabelle.</translation>
    </message>
    <message>
        <source>{file} is one table by itself: name it without #{place}.</source>
        <translation>{file} ist für sich eine Tabelle: nennen Sie sie ohne #{place}.</translation>
    </message>
    <message>
        <source>{file} is there already: leave out --create-local to use it.</source>
        <translation>{file} gibt es schon: lassen Sie --create-local weg, um sie zu benutzen.</translation>
    </message>
    <message>
        <source>{here} here, {there} in Airtable</source>
        <translation>hier {here}, in Airtable {there}</translation>
    </message>
    <message>
        <source>{here} on this computer, {there} in Airtable</source>
        <translation>{here} auf diesem Computer, {there} in Airtable</translation>
    </message>
    <message>
        <source>{host} is not the name of a host.</source>
        <translation>{host} ist kein Hostname.</translation>
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
        <source>{kind} {name}: {requests} requests, {errors} % errors, {limited} % rate limited, mean {mean} ms, p95 {p95} ms</source>
        <translation>{kind} {name}: Anfragen {requests}, Fehler {errors} %, gebremst {limited} %, Mittel {mean} ms, p95 {p95} ms</translation>
    </message>
    <message>
        <source>{mapped} of {all} mapped</source>
        <translation>{mapped} von {all} zugeordnet</translation>
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
        <translation>
            <numerusform>{names} und {n} weiteres Feld</numerusform>
            <numerusform>{names} und {n} weitere Felder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and {n} more is still open.</source>
        <comment>{names} and {n} more are still open.</comment>
        <translation>
            <numerusform>{names} und {n} weiterer sind noch offen.</numerusform>
            <numerusform>{names} und {n} weitere sind noch offen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{names} can’t be synced before the next month.</source>
        <translation>Kein Abgleich vor dem nächsten Monat: {names}.</translation>
    </message>
    <message>
        <source>{names} can’t be synced until there is another access token.</source>
        <translation>Kein Abgleich ohne einen anderen Zugriffstoken: {names}.</translation>
    </message>
    <message>
        <source>{names} can’t be synced without it.</source>
        <translation>Kein Abgleich ohne ihn: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>{names} is still open.</source>
        <comment>{names} are still open.</comment>
        <translation>
            <numerusform>{names} ist noch offen.</numerusform>
            <numerusform>{names} sind noch offen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{names}, and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message numerus="yes">
        <source>{names}, and {n} more field</source>
        <comment>{names}, and {n} more fields</comment>
        <translation>
            <numerusform>{names} und {n} weiteres Feld</numerusform>
            <numerusform>{names} und {n} weitere Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} and the field {field} differ only in capitals, which Airtable does not tell apart: map the column with --map COLUMN={field}.</source>
        <translation>{name} und das Feld {field} unterscheiden sich nur in Groß- und Kleinschreibung, die Airtable nicht unterscheidet: Ordnen Sie die Spalte zu (--map COLUMN={field}).</translation>
    </message>
    <message>
        <source>{name} and {n} more</source>
        <translation>{name} und {n} weitere</translation>
    </message>
    <message>
        <source>{name} can’t be synced</source>
        <translation>{name} kann nicht abgeglichen werden</translation>
    </message>
    <message>
        <source>{name} can’t be synced: {problem}.</source>
        <translation>{name} kann nicht abgeglichen werden: {problem}.</translation>
    </message>
    <message>
        <source>{name} is out of date</source>
        <translation>{name} ist veraltet</translation>
    </message>
    <message>
        <source>{name} on this computer</source>
        <translation>{name} auf diesem Computer</translation>
    </message>
    <message>
        <source>{name} stopped before anything was written: a guard asks what to do.</source>
        <translation>{name} hielt an, bevor etwas geschrieben wurde: Eine Schutzregel fragt, was zu tun ist.</translation>
    </message>
    <message>
        <source>{name} was last synced {ago} ago: by its schedule it is {late} late.</source>
        <translation>Letzter Abgleich von {name}: {ago} her, nach seinem Zeitplan {late} zu spät.</translation>
    </message>
    <message>
        <source>{name}: changes wait</source>
        <translation>{name}: Änderungen warten</translation>
    </message>
    <message>
        <source>{name}: stopped before anything was written</source>
        <translation>{name}: angehalten, bevor etwas geschrieben wurde</translation>
    </message>
    <message>
        <source>{name}: the change feed is dead</source>
        <translation>{name}: Die Änderungsmeldungen sind tot</translation>
    </message>
    <message numerus="yes">
        <source>{name}: {n} conflict waits for you</source>
        <comment>{name}: {n} conflicts wait for you</comment>
        <translation>
            <numerusform>{name}: {n} Konflikt wartet auf Sie</numerusform>
            <numerusform>{name}: {n} Konflikte warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} API call</source>
        <comment>{n} API calls</comment>
        <translation>
            <numerusform>{n} API-Aufruf</numerusform>
            <numerusform>{n} API-Aufrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} API call in all.</source>
        <comment>{n} API calls in all.</comment>
        <translation>
            <numerusform>{n} API-Aufruf insgesamt.</numerusform>
            <numerusform>{n} API-Aufrufe insgesamt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} API call to write, and one sync of the pair.</source>
        <comment>{n} API calls to write, and one sync of the pair.</comment>
        <translation>
            <numerusform>{n} API-Aufruf zum Schreiben und ein Abgleich des Paars.</numerusform>
            <numerusform>{n} API-Aufrufe zum Schreiben und ein Abgleich des Paars.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} API call.</source>
        <comment>{n} API calls.</comment>
        <translation>
            <numerusform>{n} API-Aufruf.</numerusform>
            <numerusform>{n} API-Aufrufe.</numerusform>
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
        <source>{n} call a month</source>
        <comment>{n} calls a month</comment>
        <translation>
            <numerusform>{n} Aufruf im Monat</numerusform>
            <numerusform>{n} Aufrufe im Monat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} call; {used} by AirSync</source>
        <comment>{n} calls; {used} by AirSync</comment>
        <translation>
            <numerusform>{n} Aufruf; {used} von AirSync</numerusform>
            <numerusform>{n} Aufrufe; {used} von AirSync</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} change of {name} waits, for {length}.</source>
        <comment>{n} changes of {name} wait, the oldest for {length}.</comment>
        <translation>
            <numerusform>{n} Änderung von {name} wartet, {length} lang.</numerusform>
            <numerusform>{n} Änderungen von {name} warten, die älteste {length} lang.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} change of {name} waits.</source>
        <comment>{n} changes of {name} wait.</comment>
        <translation>
            <numerusform>{n} Änderung von {name} wartet.</numerusform>
            <numerusform>{n} Änderungen von {name} warten.</numerusform>
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
        <source>{n} changed</source>
        <comment>{n} changed</comment>
        <translation>
            <numerusform>{n} geändert</numerusform>
            <numerusform>{n} geändert</numerusform>
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
        <source>{n} conflict alike</source>
        <comment>{n} conflicts alike</comment>
        <translation>
            <numerusform>{n} gleichartiger Konflikt</numerusform>
            <numerusform>{n} gleichartige Konflikte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conflict is settled.</source>
        <comment>{n} conflicts are settled.</comment>
        <translation>
            <numerusform>{n} Konflikt ist entschieden.</numerusform>
            <numerusform>{n} Konflikte sind entschieden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conflict of {name} waits for you.</source>
        <comment>{n} conflicts of {name} wait for you.</comment>
        <translation>
            <numerusform>{n} Konflikt von {name} wartet auf Sie.</numerusform>
            <numerusform>{n} Konflikte von {name} warten auf Sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conflict waits</source>
        <comment>{n} conflicts wait</comment>
        <translation>
            <numerusform>{n} Konflikt wartet</numerusform>
            <numerusform>{n} Konflikte warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conflict waits for you.</source>
        <comment>{n} conflicts wait for you.</comment>
        <translation>
            <numerusform>{n} Konflikt wartet auf Sie.</numerusform>
            <numerusform>{n} Konflikte warten auf Sie.</numerusform>
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
        <source>{n} deleted</source>
        <comment>{n} deleted</comment>
        <translation>
            <numerusform>{n} gelöscht</numerusform>
            <numerusform>{n} gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} different value</source>
        <comment>{n} different values</comment>
        <translation>
            <numerusform>{n} verschiedener Wert</numerusform>
            <numerusform>{n} verschiedene Werte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} differs on both sides and will wait in Conflicts</source>
        <comment>{n} differ on both sides and will wait in Conflicts</comment>
        <translation>
            <numerusform>{n} unterscheidet sich auf beiden Seiten und wird unter „Konflikte“ warten</numerusform>
            <numerusform>{n} unterscheiden sich auf beiden Seiten und werden unter „Konflikte“ warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} edit left as it is: this pair goes one way</source>
        <comment>{n} edits left as they are: this pair goes one way</comment>
        <translation>
            <numerusform>{n} Änderung bleibt, wie sie ist: Dieses Paar geht nur in eine Richtung</numerusform>
            <numerusform>{n} Änderungen bleiben, wie sie sind: Dieses Paar geht nur in eine Richtung</numerusform>
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
        <source>{n} field</source>
        <comment>{n} fields</comment>
        <translation>
            <numerusform>{n} Feld</numerusform>
            <numerusform>{n} Felder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field in {place}</source>
        <comment>{n} fields in {place}</comment>
        <translation>
            <numerusform>{n} Feld in {place}</numerusform>
            <numerusform>{n} Felder in {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field in {records}</source>
        <comment>{n} fields in {records}</comment>
        <translation>
            <numerusform>{n} Feld, {records}</numerusform>
            <numerusform>{n} Felder, {records}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field still to decide:</source>
        <comment>{n} fields still to decide:</comment>
        <translation>
            <numerusform>{n} Feld noch zu entscheiden:</numerusform>
            <numerusform>{n} Felder noch zu entscheiden:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field to {place}</source>
        <comment>{n} fields to {place}</comment>
        <translation>
            <numerusform>{n} Feld nach {place}</numerusform>
            <numerusform>{n} Felder nach {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field written to {place}</source>
        <comment>{n} fields written to {place}</comment>
        <translation>
            <numerusform>{n} Feld in {place} geschrieben</numerusform>
            <numerusform>{n} Felder in {place} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} field written to {place} in {records}</source>
        <comment>{n} fields written to {place} in {records}</comment>
        <translation>
            <numerusform>{n} Feld in {place} geschrieben ({records})</numerusform>
            <numerusform>{n} Felder in {place} geschrieben ({records})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} hour</source>
        <comment>{n} hours</comment>
        <translation>
            <numerusform>{n} Stunde</numerusform>
            <numerusform>{n} Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} weitere</translation>
    </message>
    <message numerus="yes">
        <source>{n} more field agrees on both sides and is hidden</source>
        <comment>{n} more fields agree on both sides and are hidden</comment>
        <translation>
            <numerusform>{n} weiteres Feld stimmt auf beiden Seiten überein und ist ausgeblendet</numerusform>
            <numerusform>{n} weitere Felder stimmen auf beiden Seiten überein und sind ausgeblendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more field did not change and is hidden</source>
        <comment>{n} more fields did not change and are hidden</comment>
        <translation>
            <numerusform>{n} weiteres Feld hat sich nicht geändert und ist ausgeblendet</numerusform>
            <numerusform>{n} weitere Felder haben sich nicht geändert und sind ausgeblendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more field needs no decision and is hidden</source>
        <comment>{n} more fields need no decision and are hidden</comment>
        <translation>
            <numerusform>{n} weiteres Feld braucht keine Entscheidung und ist ausgeblendet</numerusform>
            <numerusform>{n} weitere Felder brauchen keine Entscheidung und sind ausgeblendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more like these</source>
        <comment>{n} more like these</comment>
        <translation>
            <numerusform>{n} weiterer wie diese</numerusform>
            <numerusform>{n} weitere wie diese</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more like these: only {field} differs</source>
        <comment>{n} more like these: only {field} differs</comment>
        <translation>
            <numerusform>{n} weiterer wie diese: nur {field} unterscheidet sich</numerusform>
            <numerusform>{n} weitere wie diese: nur {field} unterscheidet sich</numerusform>
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
        <source>{n} new</source>
        <comment>{n} new</comment>
        <translation>
            <numerusform>{n} neu</numerusform>
            <numerusform>{n} neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of the chosen ones take other answers, and stay open</source>
        <comment>{n} of the chosen ones take other answers, and stay open</comment>
        <translation>
            <numerusform>{n} der ausgewählten braucht andere Antworten und bleibt offen</numerusform>
            <numerusform>{n} der ausgewählten brauchen andere Antworten und bleiben offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {all} do not fit</source>
        <comment>{n} of {all} do not fit</comment>
        <translation>
            <numerusform>{n} von {all} passt nicht</numerusform>
            <numerusform>{n} von {all} passen nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {all} left out</source>
        <comment>{n} of {all} left out</comment>
        <translation>
            <numerusform>{n} von {all} ausgelassen</numerusform>
            <numerusform>{n} von {all} ausgelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {all} used this month</source>
        <comment>{n} of {all} used this month</comment>
        <translation>
            <numerusform>{n} von {all} diesen Monat verbraucht</numerusform>
            <numerusform>{n} von {all} diesen Monat verbraucht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {all} values do not fit: {values} {why}.</source>
        <comment>{n} of {all} values do not fit: {values} {why}.</comment>
        <translation>
            <numerusform>{n} von {all} Werten passt nicht: {values} {why}.</numerusform>
            <numerusform>{n} von {all} Werten passen nicht: {values} {why}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} open conflict is settled so at the next sync.</source>
        <comment>{n} open conflicts are settled so at the next sync.</comment>
        <translation>
            <numerusform>{n} offener Konflikt wird beim nächsten Abgleich so entschieden.</numerusform>
            <numerusform>{n} offene Konflikte werden beim nächsten Abgleich so entschieden.</numerusform>
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
        <source>{n} pair added.</source>
        <comment>{n} pairs added.</comment>
        <translation>
            <numerusform>{n} Paar hinzugefügt.</numerusform>
            <numerusform>{n} Paare hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pair can’t be synced until there is another.</source>
        <comment>{n} pairs can’t be synced until there is another.</comment>
        <translation>
            <numerusform>{n} Paar kann nicht abgeglichen werden, bis es ein anderes gibt.</numerusform>
            <numerusform>{n} Paare können nicht abgeglichen werden, bis es ein anderes gibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pair syncing</source>
        <comment>{n} pairs syncing</comment>
        <translation>
            <numerusform>{n} Paar gleicht ab</numerusform>
            <numerusform>{n} Paare gleichen ab</numerusform>
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
        <source>{n} problem</source>
        <comment>{n} problems</comment>
        <translation>
            <numerusform>{n} Problem</numerusform>
            <numerusform>{n} Probleme</numerusform>
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
        <source>{n} record added in {place}</source>
        <comment>{n} records added in {place}</comment>
        <translation>
            <numerusform>{n} Datensatz in {place} angelegt</numerusform>
            <numerusform>{n} Datensätze in {place} angelegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record could not be deleted.</source>
        <comment>{n} records could not be deleted.</comment>
        <translation>
            <numerusform>{n} Datensatz konnte nicht gelöscht werden.</numerusform>
            <numerusform>{n} Datensätze konnten nicht gelöscht werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record could not be put back; they wait as conflicts.</source>
        <comment>{n} records could not be put back; they wait as conflicts.</comment>
        <translation>
            <numerusform>{n} Datensatz konnte nicht zurückgestellt werden; er wartet als Konflikt.</numerusform>
            <numerusform>{n} Datensätze konnten nicht zurückgestellt werden; sie warten als Konflikte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record deleted in {place}</source>
        <comment>{n} records deleted in {place}</comment>
        <translation>
            <numerusform>{n} Datensatz in {place} gelöscht</numerusform>
            <numerusform>{n} Datensätze in {place} gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record differs on the two sides now and waits for you.</source>
        <comment>{n} records differ on the two sides now and wait for you.</comment>
        <translation>
            <numerusform>{n} Datensatz ist jetzt auf beiden Seiten verschieden und wartet auf Sie.</numerusform>
            <numerusform>{n} Datensätze sind jetzt auf beiden Seiten verschieden und warten auf Sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record differs on the two sides then and waits for you.</source>
        <comment>{n} records differ on the two sides then and wait for you.</comment>
        <translation>
            <numerusform>{n} Datensatz ist dann auf beiden Seiten verschieden und wartet auf Sie.</numerusform>
            <numerusform>{n} Datensätze sind dann auf beiden Seiten verschieden und warten auf Sie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record gets a new id in Airtable; links to it in this table follow.</source>
        <comment>{n} records get new ids in Airtable; links to it in this table follow.</comment>
        <translation>
            <numerusform>{n} Datensatz bekommt in Airtable eine neue ID; Verknüpfungen mit ihm in dieser Tabelle folgen.</numerusform>
            <numerusform>{n} Datensätze bekommen in Airtable neue IDs; Verknüpfungen mit ihnen in dieser Tabelle folgen.</numerusform>
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
        <source>{n} record in Airtable</source>
        <comment>{n} records in Airtable</comment>
        <translation>
            <numerusform>{n} Datensatz in Airtable</numerusform>
            <numerusform>{n} Datensätze in Airtable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record is equal already</source>
        <comment>{n} records are equal already</comment>
        <translation>
            <numerusform>{n} Datensatz ist schon gleich</numerusform>
            <numerusform>{n} Datensätze sind schon gleich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record to Airtable</source>
        <comment>{n} records to Airtable</comment>
        <translation>
            <numerusform>{n} Datensatz in Airtable</numerusform>
            <numerusform>{n} Datensätze in Airtable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} record waits for somebody&apos;s approval before anything is written {where}: {names}.</source>
        <comment>{n} records wait for somebody&apos;s approval before anything is written {where}: {names}.</comment>
        <translation>
            <numerusform>{n} Datensatz wartet auf jemandes Zustimmung, bevor {where} etwas geschrieben wird: {names}.</numerusform>
            <numerusform>{n} Datensätze warten auf jemandes Zustimmung, bevor {where} etwas geschrieben wird: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} request in {file}.</source>
        <comment>{n} requests in {file}.</comment>
        <translation>
            <numerusform>{n} Anfrage in {file}.</numerusform>
            <numerusform>{n} Anfragen in {file}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row</source>
        <comment>{n} rows</comment>
        <translation>
            <numerusform>{n} Zeile</numerusform>
            <numerusform>{n} Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row can’t be read</source>
        <comment>{n} rows can’t be read</comment>
        <translation>
            <numerusform>{n} Zeile ist nicht lesbar</numerusform>
            <numerusform>{n} Zeilen sind nicht lesbar</numerusform>
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
        <translation>
            <numerusform>{n} Zeile hat keinen Schlüssel</numerusform>
            <numerusform>{n} Zeilen haben keinen Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row held: not readable, or without a key of its own</source>
        <comment>{n} rows held: not readable, or without a key of its own</comment>
        <translation>
            <numerusform>{n} Zeile zurückgehalten: nicht lesbar oder ohne eigenen Schlüssel</numerusform>
            <numerusform>{n} Zeilen zurückgehalten: nicht lesbar oder ohne eigenen Schlüssel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row in all.</source>
        <comment>{n} rows in all.</comment>
        <translation>
            <numerusform>Insgesamt {n} Zeile.</numerusform>
            <numerusform>Insgesamt {n} Zeilen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row in {table}</source>
        <comment>{n} rows in {table}</comment>
        <translation>
            <numerusform>{n} Zeile in {table}</numerusform>
            <numerusform>{n} Zeilen in {table}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row shares a key with another</source>
        <comment>{n} rows share a key with another</comment>
        <translation>
            <numerusform>{n} Zeile teilt ihren Schlüssel mit einer anderen</numerusform>
            <numerusform>{n} Zeilen teilen ihren Schlüssel mit anderen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row to {table}</source>
        <comment>{n} rows to {table}</comment>
        <translation>
            <numerusform>{n} Zeile in {table}</numerusform>
            <numerusform>{n} Zeilen in {table}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} row, all unique.</source>
        <comment>{n} rows, all unique.</comment>
        <translation>
            <numerusform>{n} Zeile, eindeutig.</numerusform>
            <numerusform>{n} Zeilen, alle eindeutig.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} selected</source>
        <comment>{n} selected</comment>
        <translation>
            <numerusform>{n} ausgewählt</numerusform>
            <numerusform>{n} ausgewählt</numerusform>
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
        <source>{n} takes another answer, and stays open</source>
        <comment>{n} take other answers, and stay open</comment>
        <translation>
            <numerusform>{n} braucht eine andere Antwort und bleibt offen</numerusform>
            <numerusform>{n} brauchen andere Antworten und bleiben offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} thing needs you</source>
        <comment>{n} things need you</comment>
        <translation>
            <numerusform>{n} Sache braucht Sie</numerusform>
            <numerusform>{n} Dinge brauchen Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} used this month</source>
        <comment>{n} used this month</comment>
        <translation>
            <numerusform>{n} diesen Monat verbraucht</numerusform>
            <numerusform>{n} diesen Monat verbraucht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} value stays as it is.</source>
        <comment>{n} values stay as they are.</comment>
        <translation>
            <numerusform>{n} Wert bleibt, wie er ist.</numerusform>
            <numerusform>{n} Werte bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} value would be refused</source>
        <comment>{n} values would be refused</comment>
        <translation>
            <numerusform>{n} Wert würde abgelehnt</numerusform>
            <numerusform>{n} Werte würden abgelehnt</numerusform>
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
    <message numerus="yes">
        <source>{n} waits for you in Conflicts</source>
        <comment>{n} wait for you in Conflicts</comment>
        <translation>
            <numerusform>{n} wartet auf Sie unter „Konflikte“</numerusform>
            <numerusform>{n} warten auf Sie unter „Konflikte“</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n}, at {time}</source>
        <comment>{n}, last at {time}</comment>
        <translation>
            <numerusform>{n}, um {time}</numerusform>
            <numerusform>{n}, zuletzt um {time}</numerusform>
        </translation>
    </message>
    <message>
        <source>{over} more than the allowance of {allowance}</source>
        <translation>{over} mehr als das Kontingent von {allowance}</translation>
    </message>
    <message numerus="yes">
        <source>{pairs} and {n} more</source>
        <comment>{pairs} and {n} more</comment>
        <translation>
            <numerusform>{pairs} und {n} weiteres</numerusform>
            <numerusform>{pairs} und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{pairs}. Each begins with a first sync.</source>
        <translation>{pairs}. Jedes beginnt mit einem ersten Abgleich.</translation>
    </message>
    <message>
        <source>{pair} may make {share} calls a month and has made {used}, and this run would take {needed} more. Nothing was written.</source>
        <translation>{pair} darf {share} Aufrufe im Monat machen und hat {used} gemacht; dieser Abgleich brauchte {needed} weitere. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{pair} may make {share} calls a month and has made {used}. Nothing was written.</source>
        <translation>{pair} darf {share} Aufrufe im Monat machen und hat {used} gemacht. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{pair}: map a column</source>
        <translation>{pair}: eine Spalte zuordnen</translation>
    </message>
    <message>
        <source>{pair}: rules</source>
        <translation>{pair}: Regeln</translation>
    </message>
    <message>
        <source>{parts}, and {last}</source>
        <translation>{parts} und {last}</translation>
    </message>
    <message>
        <source>{part} is no name in double quotes as JSON has them.</source>
        <translation>{part} ist kein Name in doppelten Anführungszeichen, wie JSON sie hat.</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} von {whole}</translation>
    </message>
    <message>
        <source>{path} could not be written{why}; it is as it was.</source>
        <translation>{path} konnte nicht geschrieben werden{why}; alles ist, wie es war.</translation>
    </message>
    <message>
        <source>{path} has all pairs with their rules.</source>
        <translation>{path} enthält alle Paare mit ihren Regeln.</translation>
    </message>
    <message>
        <source>{path} has version {found}; this AirSync knows versions up to {known}.</source>
        <translation>{path} hat Version {found}; dieses AirSync kennt Versionen bis {known}.</translation>
    </message>
    <message>
        <source>{path} was changed by another program while it was being synced; nothing was overwritten.</source>
        <translation>{path} wurde während des Abgleichs von einem anderen Programm geändert; es wurde nichts überschrieben.</translation>
    </message>
    <message>
        <source>{path} {problem}.</source>
        <translation>{path} {problem}.</translation>
    </message>
    <message>
        <source>{path}, line {line}: {problem}.</source>
        <translation>{path}, Zeile {line}: {problem}.</translation>
    </message>
    <message>
        <source>{person} changed {place} {time}</source>
        <translation>{person} hat {place} {time} geändert</translation>
    </message>
    <message>
        <source>{place} is not changed.</source>
        <translation>{place} bleibt unverändert.</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
    <message>
        <source>{place} was changed {time}</source>
        <translation>{place} wurde {time} geändert</translation>
    </message>
    <message>
        <source>{place} was changed, seen by AirSync {time}</source>
        <translation>{place} wurde geändert, von AirSync {time} gesehen</translation>
    </message>
    <message>
        <source>{place}, seen by AirSync {time}</source>
        <translation>{place}, von AirSync {time} gesehen</translation>
    </message>
    <message>
        <source>{place}: {field} {before} → {after}; then it is sent to Airtable.</source>
        <translation>{place}: {field} {before} → {after}; danach geht es an Airtable.</translation>
    </message>
    <message>
        <source>{place}: {record} stays and gets {fields}; {others} deleted.</source>
        <translation>{place}: {record} bleibt und bekommt {fields}; {others} gelöscht.</translation>
    </message>
    <message>
        <source>{place}: {record} stays; {others} deleted.</source>
        <translation>{place}: {record} bleibt; {others} gelöscht.</translation>
    </message>
    <message>
        <source>{plan}: {calls}</source>
        <translation>{plan}: {calls}</translation>
    </message>
    <message>
        <source>{record} (never in step)</source>
        <translation>{record} (noch nie im Gleichstand)</translation>
    </message>
    <message>
        <source>{record} added in {place}: {field} {after}.</source>
        <translation>{record} in {place} angelegt: {field} {after}.</translation>
    </message>
    <message>
        <source>{record} can&apos;t be put back: {why}.</source>
        <translation>{record} kann nicht zurückgesetzt werden: {why}.</translation>
    </message>
    <message>
        <source>{record} changed in Airtable since it was looked at. Nothing was deleted.</source>
        <translation>{record} hat sich in Airtable geändert, seit er angesehen wurde. Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>{record} changed meanwhile and is no conflict any more.</source>
        <translation>{record} hat sich inzwischen geändert und ist kein Konflikt mehr.</translation>
    </message>
    <message>
        <source>{record} deleted in {place}: {field} was {before}.</source>
        <translation>{record} in {place} gelöscht: {field} war {before}.</translation>
    </message>
    <message>
        <source>{record} has a cell that can&apos;t be read: mend it first.</source>
        <translation>{record} hat eine Zelle, die nicht lesbar ist: berichtigen Sie erst die.</translation>
    </message>
    <message>
        <source>{record} in Airtable</source>
        <translation>{record} in Airtable</translation>
    </message>
    <message>
        <source>{record} is added</source>
        <translation>{record} wird angelegt</translation>
    </message>
    <message numerus="yes">
        <source>{record} is added again, with {n} field</source>
        <comment>{record} is added again, with {n} fields</comment>
        <translation>
            <numerusform>{record} wird wieder angelegt, mit {n} Feld</numerusform>
            <numerusform>{record} wird wieder angelegt, mit {n} Feldern</numerusform>
        </translation>
    </message>
    <message>
        <source>{record} is deleted</source>
        <translation>{record} wird gelöscht</translation>
    </message>
    <message>
        <source>{record} is deleted in {place}.</source>
        <translation>{record} wird in {place} gelöscht.</translation>
    </message>
    <message>
        <source>{record} is gone {where}.</source>
        <translation>{record} gibt es {where} nicht mehr.</translation>
    </message>
    <message>
        <source>{record} is held: {why}.</source>
        <translation>{record} wird zurückgehalten: {why}.</translation>
    </message>
    <message>
        <source>{record} is made again in {place}, under a new id.</source>
        <translation>{record} wird in {place} wieder angelegt, unter neuer ID.</translation>
    </message>
    <message>
        <source>{record} is made again in {place}.</source>
        <translation>{record} wird in {place} wieder angelegt.</translation>
    </message>
    <message>
        <source>{record} is out of the pair.</source>
        <translation>{record} gehört nicht mehr zum Paar.</translation>
    </message>
    <message>
        <source>{record} is settled.</source>
        <translation>{record} ist entschieden.</translation>
    </message>
    <message>
        <source>{record} is there again {where}, and stays as it is.</source>
        <translation>{record} ist {where} wieder da und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>{record} stays: this pair never writes {where}.</source>
        <translation>{record} bleibt: Dieses Paar schreibt nie {where}.</translation>
    </message>
    <message>
        <source>{record} waits as a conflict: settle that first.</source>
        <translation>{record} wartet als Konflikt: Entscheiden Sie den zuerst.</translation>
    </message>
    <message>
        <source>{record} was not written: {why}.</source>
        <translation>{record} wurde nicht geschrieben: {why}.</translation>
    </message>
    <message>
        <source>{record}: {field} is computed in Airtable and follows by itself.</source>
        <translation>{record}: {field} wird in Airtable berechnet und folgt von selbst.</translation>
    </message>
    <message>
        <source>{record}: {field} is not part of the pair any more.</source>
        <translation>{record}: {field} gehört nicht mehr zum Paar.</translation>
    </message>
    <message>
        <source>{record}: {field} stays: what stood {where} before was no value, but “{was}”.</source>
        <translation>{record}: {field} bleibt: Was {where} vorher stand, war kein Wert, sondern „{was}“.</translation>
    </message>
    <message>
        <source>{record}: {field} was changed {where} since, to {now}, and stays.</source>
        <translation>{record}: {field} wurde seither {where} geändert, zu {now}, und bleibt.</translation>
    </message>
    <message>
        <source>{row} of {file}</source>
        <translation>{row} von {file}</translation>
    </message>
    <message>
        <source>{scope} and the editor role</source>
        <translation>{scope} und die Editor-Rolle</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{share} % errors</source>
        <translation>{share} % Fehler</translation>
    </message>
    <message numerus="yes">
        <source>{shown} of {n} line</source>
        <comment>{shown} of {n} lines</comment>
        <translation>
            <numerusform>{shown} von {n} Zeile</numerusform>
            <numerusform>{shown} von {n} Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>{side}, before</source>
        <translation>{side}, vorher</translation>
    </message>
    <message>
        <source>{state}. {record} in {pair}. {sentence}. Since {time}.</source>
        <translation>{state}. {record} in {pair}. {sentence}. Seit {time}.</translation>
    </message>
    <message>
        <source>{table} is a view: it is read and never written.</source>
        <translation>{table} ist eine Sicht: sie wird gelesen und nie geschrieben.</translation>
    </message>
    <message>
        <source>{table}, columns</source>
        <translation>{table}, Spalten</translation>
    </message>
    <message>
        <source>{text}, differs in blanks or hidden characters</source>
        <translation>{text}, anders in Leerzeichen oder unsichtbaren Zeichen</translation>
    </message>
    <message>
        <source>{title}. Nothing was written.</source>
        <translation>{title}. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>{title}. What AirSync remembers is told all the same.</source>
        <translation>{title}. Was AirSync noch weiß, steht trotzdem hier.</translation>
    </message>
    <message>
        <source>{title}; and {count} more.</source>
        <translation>{title}; und {count} weitere.</translation>
    </message>
    <message>
        <source>{troubles}: held back until that is mended.</source>
        <translation>{troubles}: zurückgehalten, bis das behoben ist.</translation>
    </message>
    <message>
        <source>{type} for {column} can&apos;t be made. There is: {types}.</source>
        <translation>{type} für {column} lässt sich nicht anlegen. Es gibt: {types}.</translation>
    </message>
    <message>
        <source>{used} of {allowance} calls to Airtable are used this month.</source>
        <translation>{used} von {allowance} Aufrufen an Airtable sind diesen Monat verbraucht.</translation>
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
    <message numerus="yes">
        <source>{values}, {n} time</source>
        <comment>{values}, {n} times</comment>
        <translation>
            <numerusform>{values}, {n}-mal</numerusform>
            <numerusform>{values}, {n}-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>{value} here</source>
        <translation>{value} hier</translation>
    </message>
    <message>
        <source>{value} in Airtable</source>
        <translation>{value} in Airtable</translation>
    </message>
    <message>
        <source>{value} of {most}</source>
        <translation>{value} von {most}</translation>
    </message>
    <message>
        <source>{what} is as before already {where}.</source>
        <translation>{what} ist {where} schon wie vorher.</translation>
    </message>
    <message>
        <source>{what}: {before}, now {after}</source>
        <translation>{what}: {before}, jetzt {after}</translation>
    </message>
    <message>
        <source>{when}. It is changed in Settings.</source>
        <translation>{when}. Geändert wird das in den Einstellungen.</translation>
    </message>
    <message>
        <source>“{name}” is no time zone that this computer knows; Europe/Berlin and UTC are such names.</source>
        <translation>„{name}“ ist keine Zeitzone, die dieser Computer kennt; Europe/Berlin und UTC sind solche Namen.</translation>
    </message>
    <message>
        <source>“{text}” is no place in a JSON file: write names with dots between them, as in data.entries.</source>
        <translation>„{text}“ ist keine Stelle in einer JSON-Datei: schreiben Sie Namen mit Punkten dazwischen, wie in data.entries.</translation>
    </message>
    <message>
        <source>“{text}” is no time of the day: write it as 07:00.</source>
        <translation>„{text}“ ist keine Tageszeit: Schreiben Sie 07:00.</translation>
    </message>
    <message>
        <source>“{value}”</source>
        <translation>„{value}“</translation>
    </message>
    <message>
        <source>“{value}” (rows {rows})</source>
        <translation>„{value}“ (Zeilen {rows})</translation>
    </message>
    <message>
        <source>“{value}” ({places})</source>
        <translation>„{value}“ ({places})</translation>
    </message>
    <message>
        <source>“{value}” {rule}.</source>
        <translation>„{value}“ {rule}.</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… und {count} weitere</translation>
    </message>
</context>
</TS>
