<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Actions</name>
    <message>
        <source>Open project...</source>
        <translation>Projekt öffnen...</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>Beispielprojekt öffnen</translation>
    </message>
    <message>
        <source>Do the next sensible thing</source>
        <translation>Nächsten sinnvollen Schritt ausführen</translation>
    </message>
    <message>
        <source>Build sysroot</source>
        <translation>Sysroot bauen</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>Laufenden Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Check what is installed again</source>
        <translation>Installiertes erneut prüfen</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Schrift größer</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Schrift kleiner</translation>
    </message>
    <message>
        <source>Text as the system has it</source>
        <translation>Schriftgröße des Systems</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1 wechseln</translation>
    </message>
</context>
<context>
    <name>BootstrapPackageList</name>
    <message>
        <source>Packages of the plan</source>
        <translation>Pakete des Plans</translation>
    </message>
    <message>
        <source>needed by %1</source>
        <translation>gebraucht von %1</translation>
    </message>
    <message>
        <source>No package has these words.</source>
        <translation>Kein Paket enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>BootstrapPage</name>
    <message>
        <source>The folder of a package or workspace</source>
        <translation>Der Ordner eines Pakets oder Workspace</translation>
    </message>
    <message>
        <source>A directory of crates&apos; sources</source>
        <translation>Ein Verzeichnis mit Quellen von Crates</translation>
    </message>
    <message>
        <source>Build a package without cargo</source>
        <translation>Ein Paket ohne cargo bauen</translation>
    </message>
    <message>
        <source>rustc alone builds cargo, or any other package, from its sources: for a machine that has a compiler and no cargo yet, and for every target. Nothing is built before you have seen the plan.</source>
        <translation>rustc allein baut cargo oder jedes andere Paket aus seinen Quellen: für einen Rechner, der einen Compiler und noch kein cargo hat, und für jedes Target. Nichts wird gebaut, bevor der Plan zu sehen war.</translation>
    </message>
    <message>
        <source>Choose folder...</source>
        <translation>Ordner wählen...</translation>
    </message>
    <message>
        <source>Take the open project, %1</source>
        <translation>Das offene Projekt %1 nehmen</translation>
    </message>
    <message>
        <source>An archive of a package&apos;s sources</source>
        <translation>Ein Archiv mit den Quellen eines Pakets</translation>
    </message>
    <message>
        <source>Archives (*.crate *.tar.gz *.tgz *.tar.xz *.txz)</source>
        <translation>Archive (*.crate *.tar.gz *.tgz *.tar.xz *.txz)</translation>
    </message>
    <message>
        <source>Choose archive...</source>
        <translation>Archiv wählen …</translation>
    </message>
</context>
<context>
    <name>BootstrapPlan</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>%1, %2, profile %3</source>
        <translation>%1, %2, Profil %3</translation>
    </message>
    <message>
        <source>Units (%1)</source>
        <translation>Einheiten (%1)</translation>
    </message>
    <message>
        <source>Packages (%1)</source>
        <translation>Pakete (%1)</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Find a unit or a feature</source>
        <translation>Einheit oder Feature suchen</translation>
    </message>
    <message>
        <source>Find a package</source>
        <translation>Paket suchen</translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation>Plan wird erstellt</translation>
    </message>
    <message>
        <source>There is no plan</source>
        <translation>Es gibt keinen Plan</translation>
    </message>
    <message>
        <source>Manifests, lock file and crates are read, and the store is asked what is there already.</source>
        <translation>Manifeste, Lock-Datei und Crates werden gelesen, und die Ablage wird gefragt, was schon da ist.</translation>
    </message>
    <message>
        <source>It comes by itself once the problem above is mended.</source>
        <translation>Er kommt von selbst, sobald das Problem oben behoben ist.</translation>
    </message>
    <message>
        <source>System (%1)</source>
        <translation>System (%1)</translation>
    </message>
    <message>
        <source>Copy as a command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Planning was cancelled</source>
        <translation>Das Planen wurde abgebrochen</translation>
    </message>
    <message>
        <source>What was fetched whole until then is kept.</source>
        <translation>Was bis dahin ganz geholt war, bleibt.</translation>
    </message>
    <message>
        <source>Make the plan</source>
        <translation>Plan erstellen</translation>
    </message>
</context>
<context>
    <name>BootstrapProblem</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Crates</source>
        <translation>Crates</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Add a directory that has it: one that `cargo vendor` made, or a distribution&apos;s registry.</source>
        <translation>Ein Verzeichnis hinzufügen, das es hat: eines von `cargo vendor`, oder die Registry einer Distribution.</translation>
    </message>
    <message>
        <source>Let what the lock does not name be taken from the directories, or bring the lock up to date.</source>
        <translation>Was die Lock-Datei nicht nennt, aus den Verzeichnissen nehmen, oder die Lock-Datei auf den neuen Stand bringen.</translation>
    </message>
    <message>
        <source>Add directory...</source>
        <translation>Verzeichnis hinzufügen...</translation>
    </message>
    <message>
        <source>Let others be taken</source>
        <translation>Andere zulassen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Edit patch</source>
        <translation>Patch bearbeiten</translation>
    </message>
    <message>
        <source>Add a directory that has it, or let it be fetched.</source>
        <translation>Ein Verzeichnis hinzufügen, das es hat, oder es holen lassen.</translation>
    </message>
    <message>
        <source>Fetch what is missing</source>
        <translation>Fehlendes holen</translation>
    </message>
    <message>
        <source>Install it. Where the check is mistaken, build all the same.</source>
        <translation>Installieren. Wo die Prüfung irrt, trotzdem bauen.</translation>
    </message>
    <message>
        <source>Build all the same</source>
        <translation>Trotzdem bauen</translation>
    </message>
</context>
<context>
    <name>BootstrapUnitList</name>
    <message>
        <source>Units of the plan</source>
        <translation>Einheiten des Plans</translation>
    </message>
    <message>
        <source>for the host</source>
        <translation>für den Host</translation>
    </message>
    <message>
        <source>No unit has these words.</source>
        <translation>Keine Einheit enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>BuildPane</name>
    <message>
        <source>Critical path</source>
        <translation>Kritischer Pfad</translation>
    </message>
    <message>
        <source>Light the units that each waited for the one before</source>
        <translation>Die Einheiten hervorheben, die jeweils auf die vorige warteten</translation>
    </message>
    <message>
        <source>Follows what runs</source>
        <translation>Folgt dem, was läuft</translation>
    </message>
    <message>
        <source>Follow what runs</source>
        <translation>Dem folgen, was läuft</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Kleiner (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>Show all of it (F)</source>
        <translation>Alles zeigen (F)</translation>
    </message>
    <message>
        <source>Units, %1 is selected</source>
        <translation>Einheiten, gewählt: %1</translation>
    </message>
    <message>
        <source>Units of the build</source>
        <translation>Einheiten des Baus</translation>
    </message>
    <message>
        <source>Timeline, %1 is selected</source>
        <translation>Zeitleiste, gewählt: %1</translation>
    </message>
    <message>
        <source>Timeline of the build</source>
        <translation>Zeitleiste des Baus</translation>
    </message>
</context>
<context>
    <name>CaughtPane</name>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>Nothing was caught</source>
        <translation>Nichts wurde abgefangen</translation>
    </message>
    <message>
        <source>What the next build writes to the project stands here, and the project stays as it is until you take it over.</source>
        <translation>Was der nächste Bau ins Projekt schreibt, steht dann hier, und das Projekt bleibt, wie es ist, bis es übernommen wird.</translation>
    </message>
    <message>
        <source>With the protection Guarded, what a build writes to the project is caught, and stands here.</source>
        <translation>Mit dem Schutz „Bewacht“ wird abgefangen, was ein Bau ins Projekt schreibt, und steht dann hier.</translation>
    </message>
    <message>
        <source>Choose Guarded</source>
        <translation>„Bewacht“ wählen</translation>
    </message>
    <message>
        <source>Caught writes</source>
        <translation>Abgefangenes</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>A job runs that may go on writing</source>
        <translation>Ein laufender Auftrag schreibt vielleicht weiter</translation>
    </message>
    <message>
        <source>Write these files into the project</source>
        <translation>Diese Dateien ins Projekt schreiben</translation>
    </message>
    <message>
        <source>Throw away...</source>
        <translation>Verwerfen...</translation>
    </message>
    <message>
        <source>The project is as it was before. Taking over writes what stands here over it; what the project has then is not kept.</source>
        <translation>Das Projekt ist, wie es war. Beim Übernehmen wird es mit dem überschrieben, was hier steht; was dort stand, wird nicht aufgehoben.</translation>
    </message>
    <message>
        <source>What is thrown away cannot be brought back.</source>
        <translation>Was verworfen ist, kommt nicht zurück.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>ChangePane</name>
    <message>
        <source>Install a toolchain</source>
        <translation>Toolchain installieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Components and targets</source>
        <translation>Komponenten und Targets</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Update all of rustup&apos;s toolchains</source>
        <translation>Alle rustup-Toolchains aktualisieren</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Tick what shall be there, untick what shall go.</source>
        <translation>Ankreuzen, was da sein soll; abwählen, was entfallen soll.</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>ChangePlan</name>
    <message>
        <source>Making the plan...</source>
        <translation>Plan wird erstellt...</translation>
    </message>
    <message>
        <source>download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>frees</source>
        <translation>wird frei</translation>
    </message>
    <message>
        <source>comes</source>
        <translation>kommt</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>entfällt</translation>
    </message>
    <message>
        <source>is updated</source>
        <translation>aktualisiert</translation>
    </message>
    <message>
        <source>The system asks for a password first.</source>
        <translation>Das System fragt zuvor nach einem Passwort.</translation>
    </message>
    <message>
        <source>Only root may do this: copy the command and run it in a terminal, then look again.</source>
        <translation>Das darf nur root: den Befehl kopieren, in einem Terminal ausführen und dann neu suchen.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>CodeEditor</name>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What to do</source>
        <translation>Gewünschte Aktion</translation>
    </message>
</context>
<context>
    <name>ConflictNotice</name>
    <message>
        <source>Another program has changed the same lines of this file.</source>
        <translation>Ein anderes Programm hat dieselben Zeilen dieser Datei geändert.</translation>
    </message>
    <message>
        <source>The difference shows what saving would change in it now.</source>
        <translation>Der Unterschied zeigt, was das Speichern jetzt darin ändern würde.</translation>
    </message>
    <message>
        <source>Take the file&apos;s</source>
        <translation>Die der Datei nehmen</translation>
    </message>
    <message>
        <source>Save mine</source>
        <translation>Eigene speichern</translation>
    </message>
</context>
<context>
    <name>ContainerPage</name>
    <message>
        <source>Show the place in the editor</source>
        <translation>Stelle im Editor zeigen</translation>
    </message>
    <message>
        <source>Show engines</source>
        <translation>Engines zeigen</translation>
    </message>
    <message>
        <source>Show the configuration</source>
        <translation>Konfiguration zeigen</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>No target is chosen</source>
        <translation>Kein Target gewählt</translation>
    </message>
    <message>
        <source>A container brings a C compiler, a libc and an emulator for the target, and shows the build nothing of this machine but the project. Nothing runs before you have seen the plan.</source>
        <translation>Ein Container bringt einen C-Compiler, eine libc und einen Emulator für das Target mit und zeigt dem Bau von diesem Rechner nur das Projekt. Nichts läuft, bevor der Plan zu sehen war.</translation>
    </message>
    <message>
        <source>The image, the library and the plan follow the target.</source>
        <translation>Image, Bibliothek und Plan folgen dem Target.</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Choose target</source>
        <translation>Target wählen</translation>
    </message>
</context>
<context>
    <name>ContainerPlanPane</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>as `crossyard cross --dry-run` prints it</source>
        <translation>wie `crossyard cross --dry-run` ihn ausgibt</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>The command of the engine that runs the container</source>
        <translation>Der Befehl der Engine, der den Container ausführt</translation>
    </message>
    <message>
        <source>The plan is being made...</source>
        <translation>Der Plan wird erstellt...</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>Es gibt keinen.</translation>
    </message>
    <message>
        <source>Write the plan for machines without Crossyard</source>
        <translation>Den Plan für Rechner ohne Crossyard schreiben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>A file that does the same on machines without Crossyard</source>
        <translation>Eine Datei, die auf Rechnern ohne Crossyard dasselbe tut</translation>
    </message>
    <message>
        <source>Shell script</source>
        <translation>Shell-Skript</translation>
    </message>
    <message>
        <source>Workflow for GitHub</source>
        <translation>Workflow für GitHub</translation>
    </message>
    <message>
        <source>Job for GitLab</source>
        <translation>Job für GitLab</translation>
    </message>
</context>
<context>
    <name>ContainerResult</name>
    <message>
        <source>Nothing was run yet</source>
        <translation>Noch nichts ausgeführt</translation>
    </message>
    <message>
        <source>What a build, a run or a test in a container gave stands here then; programs go to where cross and cargo leave them.</source>
        <translation>Was Bauen, Ausführen oder Testen im Container ergeben hat, steht dann hier; Programme kommen dorthin, wo cross und cargo sie ablegen.</translation>
    </message>
    <message>
        <source>Show plan</source>
        <translation>Plan zeigen</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>1 file of the project was written, and caught.</source>
        <translation>1 Datei des Projekts wurde geschrieben und abgefangen.</translation>
    </message>
    <message>
        <source>%1 files of the project were written, and caught.</source>
        <translation>%1 Dateien des Projekts wurden geschrieben und abgefangen.</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>The program waits for a debugger:</source>
        <translation>Das Programm wartet auf einen Debugger:</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>ContainerSteps</name>
    <message>
        <source>guarded: writes are caught</source>
        <translation>bewacht: wird abgefangen</translation>
    </message>
    <message>
        <source>trying them...</source>
        <translation>wird ausprobiert...</translation>
    </message>
    <message>
        <source>not looked for yet</source>
        <translation>noch nicht gesucht</translation>
    </message>
    <message>
        <source>none works</source>
        <translation>keine funktioniert</translation>
    </message>
    <message>
        <source>none is installed</source>
        <translation>keine installiert</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>our own, Debian %1</source>
        <translation>eigenes, Debian %1</translation>
    </message>
    <message>
        <source>planning...</source>
        <translation>wird geplant...</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>cannot be carried out</source>
        <translation>nicht ausführbar</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>What it may touch</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>nothing was run yet</source>
        <translation>noch nichts ausgeführt</translation>
    </message>
    <message>
        <source>Caught writes</source>
        <translation>Abgefangenes</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>Images and disk</source>
        <translation>Images und Platz</translation>
    </message>
    <message>
        <source>none of ours</source>
        <translation>keine eigenen</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 Image</translation>
    </message>
    <message>
        <source>%1 images</source>
        <translation>%1 Images</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>Zuerst ein Projekt öffnen.</translation>
    </message>
    <message>
        <source>Choose a target first.</source>
        <translation>Zuerst ein Target wählen.</translation>
    </message>
    <message>
        <source>The engines are tried.</source>
        <translation>Die Engines werden ausprobiert.</translation>
    </message>
    <message>
        <source>The plan is being made.</source>
        <translation>Der Plan wird erstellt.</translation>
    </message>
    <message>
        <source>There is no plan to carry out.</source>
        <translation>Es gibt keinen Plan zum Ausführen.</translation>
    </message>
    <message>
        <source>strict: read-only</source>
        <translation>streng: nur lesbar</translation>
    </message>
    <message>
        <source>legacy: as under cross</source>
        <translation>alles schreibbar wie bei cross</translation>
    </message>
    <message>
        <source>Run for a debugger</source>
        <translation>Mit Debugger ausführen</translation>
    </message>
    <message>
        <source>The program waits before its first instruction until a debugger connects</source>
        <translation>Das Programm wartet vor seinem ersten Befehl, bis sich ein Debugger verbindet</translation>
    </message>
</context>
<context>
    <name>CratePicker</name>
    <message>
        <source>Find a crate of the library</source>
        <translation>Crate der Bibliothek suchen</translation>
    </message>
    <message>
        <source>No crate of the library fits.</source>
        <translation>Keine Crate der Bibliothek passt.</translation>
    </message>
</context>
<context>
    <name>CratesMore</name>
    <message>
        <source>without %1</source>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>archives in %1</source>
        <translation>Archive in %1</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>weglassen</translation>
    </message>
    <message>
        <source>names of crates that nobody is to depend on</source>
        <translation>Namen von Crates, von denen nichts abhängen soll</translation>
    </message>
    <message>
        <source>Crates to leave out</source>
        <translation>Crates, die wegbleiben</translation>
    </message>
    <message>
        <source>take in</source>
        <translation>aufnehmen</translation>
    </message>
    <message>
        <source>names of optional dependencies that are wanted</source>
        <translation>Namen optionaler Abhängigkeiten, die gewollt sind</translation>
    </message>
    <message>
        <source>Optional dependencies to take in</source>
        <translation>Optionale Abhängigkeiten, die hinzukommen</translation>
    </message>
    <message>
        <source>archives</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>A directory of .crate files</source>
        <translation>Ein Verzeichnis mit .crate-Dateien</translation>
    </message>
    <message>
        <source>kept in the store; or a directory of .crate files</source>
        <translation>im Speicher; oder ein Verzeichnis mit .crate-Dateien</translation>
    </message>
</context>
<context>
    <name>CratesPane</name>
    <message>
        <source>Crates</source>
        <translation>Crates</translation>
    </message>
    <message>
        <source>%1 packages are used, %2 of the lock are not</source>
        <translation>%1 Pakete werden gebraucht, %2 der Lock-Datei nicht</translation>
    </message>
    <message>
        <source>1 package is used</source>
        <translation>1 Paket wird gebraucht</translation>
    </message>
    <message>
        <source>%1 packages are used</source>
        <translation>%1 Pakete werden gebraucht</translation>
    </message>
    <message>
        <source>Add directory...</source>
        <translation>Verzeichnis hinzufügen...</translation>
    </message>
    <message>
        <source>Directories of crates&apos; sources, as `cargo vendor` and distributions make them. The first that has a crate is taken. Only what the target needs must be there.</source>
        <translation>Verzeichnisse mit Quellen von Crates, wie `cargo vendor` und Distributionen sie anlegen. Das erste, das ein Crate hat, gilt. Nur was das Target braucht, muss da sein.</translation>
    </message>
    <message>
        <source>from cargo&apos;s configuration</source>
        <translation>aus der Konfiguration von cargo</translation>
    </message>
    <message>
        <source>Leave this directory out</source>
        <translation>Dieses Verzeichnis weglassen</translation>
    </message>
    <message>
        <source>No directory is named.</source>
        <translation>Kein Verzeichnis ist genannt.</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>ist vorhanden</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>What the lock has nothing for is an error.</source>
        <translation>Wofür die Lock-Datei nichts hat, ist ein Fehler.</translation>
    </message>
    <message>
        <source>What the lock has nothing for is chosen as cargo would, and told.</source>
        <translation>Wofür die Lock-Datei nichts hat, das wird so gewählt, wie cargo es täte, und gemeldet.</translation>
    </message>
    <message>
        <source>Fetch what is missing</source>
        <translation>Fehlendes holen</translation>
    </message>
    <message>
        <source>Indexes and git dependencies are read while planning; crates come with the build, each held against the lock&apos;s checksum.</source>
        <translation>Indexe und Git-Abhängigkeiten werden beim Planen gelesen; Crates kommen mit dem Bau, jedes geprüft gegen die Prüfsumme der Lock-Datei.</translation>
    </message>
    <message>
        <source>Nothing comes from the network. What was fetched before is used.</source>
        <translation>Aus dem Netz kommt nichts. Was früher geholt wurde, wird benutzt.</translation>
    </message>
    <message>
        <source>index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Index of crates</source>
        <translation>Index der Crates</translation>
    </message>
    <message>
        <source>complete it for this build</source>
        <translation>für diesen Bau ergänzen</translation>
    </message>
    <message>
        <source>nothing but what it names</source>
        <translation>nur was sie nennt</translation>
    </message>
    <message>
        <source>bring it up to date</source>
        <translation>auf den neuen Stand bringen</translation>
    </message>
    <message>
        <source>It is written before the build, as cargo would write it.</source>
        <translation>Sie wird vor dem Bau so geschrieben, wie cargo es täte.</translation>
    </message>
    <message>
        <source>as cargo has it; or directory, address, sparse+URL</source>
        <translation>wie bei cargo; oder Verzeichnis, Adresse, sparse+URL</translation>
    </message>
</context>
<context>
    <name>EndingDialog</name>
    <message>
        <source>Edits are not saved</source>
        <translation>Änderungen sind nicht gespeichert</translation>
    </message>
    <message>
        <source>A job is still running</source>
        <translation>Ein Auftrag läuft noch</translation>
    </message>
    <message>
        <source>%1 jobs are still running</source>
        <translation>%1 Aufträge laufen noch</translation>
    </message>
    <message>
        <source>What was edited in %1 is lost when the window closes.</source>
        <translation>Was in %1 geändert wurde, geht beim Schließen des Fensters verloren.</translation>
    </message>
    <message>
        <source>Ending stops the compilers; what was compiled stays in the store. In the background they go on without a window, and you are told when they are done.</source>
        <translation>Beenden stoppt die Compiler; was kompiliert ist, bleibt in der Ablage. Im Hintergrund laufen sie ohne Fenster weiter, und eine Meldung erscheint, wenn sie fertig sind.</translation>
    </message>
    <message>
        <source>End jobs</source>
        <translation>Aufträge beenden</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Ohne Speichern schließen</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
</context>
<context>
    <name>EnginePane</name>
    <message>
        <source>No container engine</source>
        <translation>Keine Container-Engine</translation>
    </message>
    <message>
        <source>A build in a container needs podman, docker or nerdctl. This installs podman, which needs no root&apos;s rights to run:</source>
        <translation>Ein Bau im Container braucht podman, docker oder nerdctl. Das installiert podman, das ohne Root-Rechte läuft:</translation>
    </message>
    <message>
        <source>A build in a container needs podman, docker or nerdctl. Install one of them.</source>
        <translation>Ein Bau im Container braucht podman, docker oder nerdctl. Eines davon muss installiert sein.</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>A container is run with each...</source>
        <translation>Mit jeder wird ein Container ausgeführt...</translation>
    </message>
    <message>
        <source>tried by running a container with each</source>
        <translation>mit jeder wurde ein Container ausgeführt</translation>
    </message>
</context>
<context>
    <name>EngineRow</name>
    <message>
        <source>works, and is used</source>
        <translation>funktioniert und wird benutzt</translation>
    </message>
    <message>
        <source>works</source>
        <translation>funktioniert</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>funktioniert nicht</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>Was versucht wurde</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
</context>
<context>
    <name>Facet</name>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>ABI</source>
        <translation>ABI</translation>
    </message>
    <message>
        <source>Pointer width</source>
        <translation>Zeigerbreite</translation>
    </message>
    <message>
        <source>Endianness</source>
        <translation>Byte-Reihenfolge</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>Atomics</source>
        <translation>Atomare Zugriffe</translation>
    </message>
    <message>
        <source>Panic</source>
        <translation>Panic</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Support-Tier</translation>
    </message>
    <message>
        <source>Standard library</source>
        <translation>Standardbibliothek</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>std</source>
        <translation>std</translation>
    </message>
    <message>
        <source>no std</source>
        <translation>ohne std</translation>
    </message>
    <message>
        <source>%1 bit</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>FacetPane</name>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>FactList</name>
    <message>
        <source>Open %1, line %2</source>
        <translation>%1 öffnen, Zeile %2</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>These are the first %1.</source>
        <translation>Dies sind die ersten %1.</translation>
    </message>
</context>
<context>
    <name>FeaturePane</name>
    <message>
        <source>Features</source>
        <translation>Features</translation>
    </message>
    <message>
        <source>Click one to see what it costs. Nothing is written.</source>
        <translation>Ein Klick zeigt, was es kostet. Geschrieben wird nichts.</translation>
    </message>
    <message>
        <source>Asked for by %1. Click one to see what it costs.</source>
        <translation>Verlangt von %1. Ein Klick zeigt, was es kostet.</translation>
    </message>
    <message>
        <source>Click one to see what it costs. Asked for by:</source>
        <translation>Ein Klick zeigt, was es kostet. Verlangt von:</translation>
    </message>
    <message>
        <source>default features</source>
        <translation>Standard-Features</translation>
    </message>
    <message>
        <source>%1 (on anyway)</source>
        <translation>%1 (ohnehin an)</translation>
    </message>
    <message>
        <source>It has none.</source>
        <translation>Es hat keine.</translation>
    </message>
    <message>
        <source>Reading the project with it...</source>
        <translation>Das Projekt wird damit gelesen...</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>Mit %1</translation>
    </message>
    <message>
        <source>Without %1</source>
        <translation>Ohne %1</translation>
    </message>
    <message>
        <source>comes</source>
        <translation>kommt</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>entfällt</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>ändert sich</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>No package comes or goes, and no feature changes.</source>
        <translation>Kein Paket kommt oder geht, und kein Feature ändert sich.</translation>
    </message>
    <message>
        <source>It stays on. Asked for by %1</source>
        <translation>Es bleibt an. Verlangt von %1</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write this change to Cargo.toml</source>
        <translation>Diese Änderung in Cargo.toml schreiben</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Show the place in the editor</source>
        <translation>Stelle im Editor zeigen</translation>
    </message>
</context>
<context>
    <name>FolderLine</name>
    <message>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message>
        <source>build script</source>
        <translation>Build-Skript</translation>
    </message>
    <message>
        <source>run of the build script</source>
        <translation>Lauf des Build-Skripts</translation>
    </message>
    <message>
        <source>procedural macro</source>
        <translation>prozedurales Makro</translation>
    </message>
    <message>
        <source>member of the workspace</source>
        <translation>Mitglied des Workspace</translation>
    </message>
    <message>
        <source>a directory</source>
        <translation>ein Verzeichnis</translation>
    </message>
    <message>
        <source>crates.io or its stand-in</source>
        <translation>crates.io oder sein Ersatz</translation>
    </message>
    <message>
        <source>a git repository</source>
        <translation>ein Git-Repository</translation>
    </message>
    <message>
        <source>the standard library</source>
        <translation>die Standardbibliothek</translation>
    </message>
    <message>
        <source>no lock file names it</source>
        <translation>keine Lock-Datei nennt es</translation>
    </message>
    <message>
        <source>for building</source>
        <translation>zum Bauen</translation>
    </message>
    <message>
        <source>for development</source>
        <translation>zum Entwickeln</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>optional, enabled by %1</source>
        <translation>optional, eingeschaltet von %1</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>without default features</source>
        <translation>ohne Standard-Features</translation>
    </message>
    <message>
        <source>to be compiled</source>
        <translation>zu übersetzen</translation>
    </message>
</context>
<context>
    <name>GraphBar</name>
    <message>
        <source>Back to what was shown before (Alt+Left)</source>
        <translation>Zurück zum vorher Gezeigten (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Vorwärts (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Find a package (Ctrl+F)</source>
        <translation>Paket suchen (Ctrl+F)</translation>
    </message>
    <message>
        <source>nothing fits</source>
        <translation>nichts passt</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 nodes, %3 edges</source>
        <translation>%1 von %2 Knoten, %3 Kanten</translation>
    </message>
    <message>
        <source>%1 nodes, %2 edges</source>
        <translation>%1 Knoten, %2 Kanten</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Kleiner (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>All of it (0 or F)</source>
        <translation>Alles (0 oder F)</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>The packages of the project</source>
        <translation>Die Pakete des Projekts</translation>
    </message>
    <message>
        <source>Sysroot</source>
        <translation>Sysroot</translation>
    </message>
    <message>
        <source>The units that the sysroot is made of</source>
        <translation>Die Einheiten, aus denen das Sysroot besteht</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Dependencies of what is compiled</source>
        <translation>Abhängigkeiten dessen, was übersetzt wird</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>Dependencies of build scripts</source>
        <translation>Abhängigkeiten der Build-Skripte</translation>
    </message>
    <message>
        <source>Dev</source>
        <translation>Dev</translation>
    </message>
    <message>
        <source>Dependencies of tests, examples and benchmarks</source>
        <translation>Abhängigkeiten von Tests, Beispielen und Benchmarks</translation>
    </message>
    <message>
        <source>Hide implied edges</source>
        <translation>Ohne mittelbare Kanten</translation>
    </message>
    <message>
        <source>Without the edges that a longer way implies</source>
        <translation>Ohne die Kanten, die schon aus einem längeren Weg folgen</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Braucht</translation>
    </message>
    <message>
        <source>Only what the middle depends on</source>
        <translation>Nur, wovon die Mitte abhängt</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Gebraucht von</translation>
    </message>
    <message>
        <source>Only what depends on the middle</source>
        <translation>Nur, was von der Mitte abhängt</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>All of a small graph; of a large one what is near the middle</source>
        <translation>Ein kleiner Graph ganz; von einem großen, was der Mitte nah ist</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Around %1</source>
        <translation>Um %1</translation>
    </message>
    <message>
        <source>Back to the members of the workspace</source>
        <translation>Zurück zu den Mitgliedern des Workspace</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 Knoten</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>Edit stages</source>
        <translation>Stufen bearbeiten</translation>
    </message>
    <message>
        <source>The crates of Xargo.toml, stage by stage, to be changed</source>
        <translation>Die Crates von Xargo.toml, Stufe um Stufe, zum Ändern</translation>
    </message>
</context>
<context>
    <name>GraphPage</name>
    <message>
        <source>Graph, %1 is selected</source>
        <translation>Graph, %1 ist ausgewählt</translation>
    </message>
    <message>
        <source>Graph of %1 nodes</source>
        <translation>Graph mit %1 Knoten</translation>
    </message>
    <message>
        <source>Drawing...</source>
        <translation>Wird gezeichnet...</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>Wird gelesen...</translation>
    </message>
    <message>
        <source>Nothing is left</source>
        <translation>Nichts bleibt übrig</translation>
    </message>
    <message>
        <source>No node passes the filters.</source>
        <translation>Kein Knoten kommt durch die Filter.</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt geöffnet</translation>
    </message>
    <message>
        <source>The graph of the sysroot can be seen all the same.</source>
        <translation>Der Graph des Sysroots ist trotzdem zu sehen.</translation>
    </message>
    <message>
        <source>The graph shows who depends on whom, why a package is here, and what would go without it.</source>
        <translation>Der Graph zeigt, wer von wem abhängt, warum ein Paket hier ist und was ohne es wegfiele.</translation>
    </message>
    <message>
        <source>Open project...</source>
        <translation>Projekt öffnen...</translation>
    </message>
</context>
<context>
    <name>ImagePane</name>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Make anew</source>
        <translation>Neu erstellen</translation>
    </message>
    <message>
        <source>Make now</source>
        <translation>Jetzt erstellen</translation>
    </message>
    <message>
        <source>The engine is asked what is there...</source>
        <translation>Die Engine wird gefragt, was da ist...</translation>
    </message>
    <message>
        <source>The configuration names %1.</source>
        <translation>Die Konfiguration nennt %1.</translation>
    </message>
    <message>
        <source>It is known with the plan.</source>
        <translation>Es steht mit dem Plan fest.</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>it is there</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>it is made with the first build</source>
        <translation>wird beim ersten Bau erstellt</translation>
    </message>
    <message>
        <source>it is fetched or made with the first build</source>
        <translation>wird beim ersten Bau geholt oder erstellt</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>digest</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>comes from</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>our recipe for %1</source>
        <translation>eigenes Rezept für %1</translation>
    </message>
    <message>
        <source>cross&apos;s image for the target</source>
        <translation>das Image von cross für das Target</translation>
    </message>
    <message>
        <source>Debian</source>
        <translation>Debian</translation>
    </message>
    <message>
        <source>Debian release: %1</source>
        <translation>Debian-Ausgabe: %1</translation>
    </message>
    <message>
        <source>programs run on glibc %1 and later</source>
        <translation>Programme laufen ab glibc %1</translation>
    </message>
    <message>
        <source>bare metal: no libc of the system</source>
        <translation>ohne Betriebssystem: keine libc</translation>
    </message>
    <message>
        <source>library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Nothing is wrong with it.</source>
        <translation>Daran ist nichts auszusetzen.</translation>
    </message>
    <message>
        <source>There is no Cross.toml, and none is needed.</source>
        <translation>Es gibt keine Cross.toml und sie wird nicht gebraucht.</translation>
    </message>
</context>
<context>
    <name>InstallChoice</name>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stable</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Nightly</source>
        <translation>Nightly</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderer</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>1.85, or nightly-2026-01-31</source>
        <translation>1.85 oder nightly-2026-01-31</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>Minimal</translation>
    </message>
    <message>
        <source>Compiler, cargo and std</source>
        <translation>Compiler, cargo und std</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>With clippy, rustfmt and the documentation</source>
        <translation>Mit clippy, rustfmt und der Dokumentation</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>All components; some releases lack one of them</source>
        <translation>Alle Komponenten; manchen Versionen fehlt eine davon</translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>waiting for another process</source>
        <translation>wartet auf einen anderen Prozess</translation>
    </message>
    <message>
        <source>%1/%2 downloads</source>
        <translation>%1/%2 Downloads</translation>
    </message>
    <message>
        <source>%1/%2 units</source>
        <translation>%1/%2 Einheiten</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>longer than last time</source>
        <translation>länger als beim letzten Mal</translation>
    </message>
    <message>
        <source>last output %1 s ago</source>
        <translation>letzte Ausgabe vor %1 s</translation>
    </message>
    <message>
        <source>in another process</source>
        <translation>in einem anderen Prozess</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>JobView</name>
    <message>
        <source>Build sysroot</source>
        <translation>Sysroot bauen</translation>
    </message>
    <message>
        <source>Clean and build anew</source>
        <translation>Bereinigen und neu bauen</translation>
    </message>
    <message>
        <source>Show what is missing</source>
        <translation>Fehlendes zeigen</translation>
    </message>
    <message>
        <source>Show built sysroots</source>
        <translation>Gebaute Sysroots zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bau</translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>No job yet</source>
        <translation>Noch kein Auftrag</translation>
    </message>
    <message>
        <source>What is built, run or installed from here shows its progress and its output on this page.</source>
        <translation>Was von hier aus gebaut, ausgeführt oder installiert wird, zeigt auf dieser Seite Fortschritt und Ausgabe.</translation>
    </message>
</context>
<context>
    <name>KitBar</name>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Choose target</source>
        <translation>Target wählen</translation>
    </message>
    <message>
        <source>Show what is missing</source>
        <translation>Fehlendes zeigen</translation>
    </message>
    <message>
        <source>Build sysroot</source>
        <translation>Sysroot bauen</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Ordner öffnen...</translation>
    </message>
    <message>
        <source>Toolchain</source>
        <translation>Toolchain</translation>
    </message>
    <message>
        <source>looking...</source>
        <translation>wird gesucht...</translation>
    </message>
    <message>
        <source>All toolchains...</source>
        <translation>Alle Toolchains...</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>keines gewählt</translation>
    </message>
    <message>
        <source>Find by chip, board or facts...</source>
        <translation>Nach Chip, Board oder Merkmalen suchen...</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>unoptimised, with debug information</source>
        <translation>nicht optimiert, mit Debug-Informationen</translation>
    </message>
    <message>
        <source>Other actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Check what is installed again</source>
        <translation>Installiertes erneut prüfen</translation>
    </message>
</context>
<context>
    <name>KitField</name>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>What the picture says</source>
        <translation>Was das Bild sagt</translation>
    </message>
    <message>
        <source>member of the workspace</source>
        <translation>Mitglied des Workspace</translation>
    </message>
    <message>
        <source>dependency</source>
        <translation>Abhängigkeit</translation>
    </message>
    <message>
        <source>for building</source>
        <translation>zum Bauen</translation>
    </message>
    <message>
        <source>for building as well</source>
        <translation>auch zum Bauen</translation>
    </message>
    <message>
        <source>for development</source>
        <translation>zum Entwickeln</translation>
    </message>
    <message>
        <source>for building what development needs</source>
        <translation>zum Bauen dessen, was die Entwicklung braucht</translation>
    </message>
    <message>
        <source>for development, and for building for it</source>
        <translation>zum Entwickeln und zum Bauen dafür</translation>
    </message>
    <message>
        <source>for building, and for development</source>
        <translation>zum Bauen und zum Entwickeln</translation>
    </message>
    <message>
        <source>for some platforms only</source>
        <translation>nur für manche Plattformen</translation>
    </message>
    <message>
        <source>Dotted edges are optional; what is dashed is there through something optional only.</source>
        <translation>Gepunktete Kanten sind optional; Gestricheltes ist nur durch etwas Optionales da.</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Search the log (Ctrl+F)</source>
        <translation>Protokoll durchsuchen (Ctrl+F)</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorheriger Treffer</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>One activity</source>
        <translation>Eine Aktivität</translation>
    </message>
    <message>
        <source>Show the lines of all activities again</source>
        <translation>Wieder die Zeilen aller Aktivitäten zeigen</translation>
    </message>
    <message>
        <source>%L1 lines</source>
        <translation>%L1 Zeilen</translation>
    </message>
    <message>
        <source>Only warnings and errors</source>
        <translation>Nur Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Follows the end</source>
        <translation>Folgt dem Ende</translation>
    </message>
    <message>
        <source>Follow the end</source>
        <translation>Dem Ende folgen</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all</source>
        <translation>Ausgewählte Zeilen kopieren, sonst alle</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>Specs</source>
        <translation>Specs</translation>
    </message>
    <message>
        <source>Sysroot</source>
        <translation>Sysroot</translation>
    </message>
    <message>
        <source>Toolchains</source>
        <translation>Toolchains</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>%1 was interrupted. What was finished is stored.</source>
        <translation>%1 wurde unterbrochen. Was fertig war, ist abgelegt.</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut ausführen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Bootstrap</source>
        <translation>Bootstrap</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
</context>
<context>
    <name>MoreGroup</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>NativeList</name>
    <message>
        <source>Libraries of the system</source>
        <translation>Bibliotheken des Systems</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>Copy the package&apos;s name, %1</source>
        <translation>Den Namen des Pakets kopieren, %1</translation>
    </message>
</context>
<context>
    <name>NewSpec</name>
    <message>
        <source>New target spec from</source>
        <translation>Neue Target-Spezifikation aus</translation>
    </message>
    <message>
        <source>Built-in target: thumbv7em, riscv32, x86_64 none</source>
        <translation>Eingebautes Target: thumbv7em, riscv32, x86_64 none</translation>
    </message>
    <message>
        <source>asking the compiler...</source>
        <translation>Compiler wird gefragt...</translation>
    </message>
    <message>
        <source>No built-in target has these words.</source>
        <translation>Kein eingebautes Target enthält diese Wörter.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the new target</source>
        <translation>Name des neuen Targets</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>where NAME.json is to be</source>
        <translation>wo NAME.json liegen soll</translation>
    </message>
    <message>
        <source>Folder of the new file</source>
        <translation>Ordner der neuen Datei</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
</context>
<context>
    <name>NodePane</name>
    <message>
        <source>No node is selected</source>
        <translation>Kein Knoten ausgewählt</translation>
    </message>
    <message>
        <source>Click a node, or walk with the arrow keys: down to what it needs, up to what needs it. A double click shows what is around it.</source>
        <translation>Einen Knoten anklicken oder mit den Pfeiltasten gehen: abwärts zu dem, was er braucht, aufwärts zu dem, was ihn braucht. Ein Doppelklick zeigt, was um ihn herum ist.</translation>
    </message>
    <message>
        <source>The node and what is near it (Space, or a double click)</source>
        <translation>Der Knoten und was ihm nah ist (Leertaste oder Doppelklick)</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Open its Cargo.toml</source>
        <translation>Seine Cargo.toml öffnen</translation>
    </message>
    <message>
        <source>features</source>
        <translation>Features</translation>
    </message>
    <message>
        <source>for the host</source>
        <translation>für den Host</translation>
    </message>
    <message>
        <source>from</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>compiled in</source>
        <translation>übersetzt in</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Warum es hier ist</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Verlangt von</translation>
    </message>
    <message>
        <source>Asks for</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Would go with it</source>
        <translation>Fiele mit ihm weg</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>The sysroot is asked to have it.</source>
        <translation>Das Sysroot soll es enthalten.</translation>
    </message>
    <message>
        <source>The graph begins with it.</source>
        <translation>Mit ihm beginnt der Graph.</translation>
    </message>
    <message>
        <source>Other versions</source>
        <translation>Andere Versionen</translation>
    </message>
</context>
<context>
    <name>OfferList</name>
    <message>
        <source>Component or target</source>
        <translation>Komponente oder Target</translation>
    </message>
    <message>
        <source>Components and targets</source>
        <translation>Komponenten und Targets</translation>
    </message>
    <message>
        <source>Targets with a prebuilt std</source>
        <translation>Targets mit vorgebauter std</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>goes</source>
        <translation>entfällt</translation>
    </message>
    <message>
        <source>comes</source>
        <translation>kommt</translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation>Nichts hat diesen Namen.</translation>
    </message>
    <message>
        <source>Looking what there is...</source>
        <translation>Angebot wird ermittelt...</translation>
    </message>
</context>
<context>
    <name>OptionsMore</name>
    <message>
        <source>goes on after a failure</source>
        <translation>macht nach Fehlern weiter</translation>
    </message>
    <message>
        <source>libraries are not checked</source>
        <translation>Bibliotheken werden nicht geprüft</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>without a wrapper</source>
        <translation>ohne Wrapper</translation>
    </message>
    <message>
        <source>scripts are replayed</source>
        <translation>Skripte werden abgespielt</translation>
    </message>
    <message>
        <source>scripts are recorded</source>
        <translation>Skripte werden aufgezeichnet</translation>
    </message>
    <message>
        <source>After a failure, go on with what does not need it</source>
        <translation>Nach einem Fehler mit dem weitermachen, was davon unabhängig ist</translation>
    </message>
    <message>
        <source>Build though a library of the system was not found</source>
        <translation>Auch bauen, wenn eine Bibliothek des Systems nicht gefunden wurde</translation>
    </message>
    <message>
        <source>wrapper</source>
        <translation>Wrapper</translation>
    </message>
    <message>
        <source>as cargo has it</source>
        <translation>wie bei cargo</translation>
    </message>
    <message>
        <source>RUSTC_WRAPPER, or what cargo&apos;s configuration says</source>
        <translation>RUSTC_WRAPPER, oder was cargos Konfiguration sagt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>or a program</source>
        <translation>oder ein Programm</translation>
    </message>
    <message>
        <source>A program that runs the compiler</source>
        <translation>Ein Programm, das den Compiler ausführt</translation>
    </message>
</context>
<context>
    <name>OptionsPane</name>
    <message>
        <source>Target spec</source>
        <translation>Target-Spec</translation>
    </message>
    <message>
        <source>Target specs (*.json)</source>
        <translation>Target-Spezifikationen (*.json)</translation>
    </message>
    <message>
        <source>Where the result goes</source>
        <translation>Wohin das Ergebnis kommt</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Toolchain</source>
        <translation>Toolchain</translation>
    </message>
    <message>
        <source>as the project says</source>
        <translation>wie vom Projekt festgelegt</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>the target in the bar above</source>
        <translation>das Target in der Leiste oben</translation>
    </message>
    <message>
        <source>Spec file...</source>
        <translation>Spec-Datei...</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Profile: %1</source>
        <translation>Profil: %1</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>zugleich</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Processors: %1</source>
        <translation>Prozessoren: %1</translation>
    </message>
    <message>
        <source>of %1 processors</source>
        <translation>von %1 Prozessoren</translation>
    </message>
    <message>
        <source>result in</source>
        <translation>Ergebnis in</translation>
    </message>
    <message>
        <source>as cargo has it</source>
        <translation>wie bei cargo</translation>
    </message>
    <message>
        <source>As cargo has it</source>
        <translation>Wie bei cargo</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Choose where the result goes</source>
        <translation>Wählen, wohin das Ergebnis kommt</translation>
    </message>
    <message>
        <source>What is built</source>
        <translation>Was gebaut wird</translation>
    </message>
    <message>
        <source>library and all programs</source>
        <translation>Bibliothek und alle Programme</translation>
    </message>
    <message>
        <source>all programs</source>
        <translation>alle Programme</translation>
    </message>
    <message>
        <source>library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>needs the features %1</source>
        <translation>braucht die Features %1</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Features</translation>
    </message>
    <message>
        <source>default features</source>
        <translation>Standard-Features</translation>
    </message>
    <message>
        <source>all features</source>
        <translation>alle Features</translation>
    </message>
</context>
<context>
    <name>PatchPane</name>
    <message>
        <source>A directory of patches</source>
        <translation>Ein Verzeichnis mit Patches</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>Patches</translation>
    </message>
    <message>
        <source>1 patch</source>
        <translation>1 Patch</translation>
    </message>
    <message>
        <source>%1 patches</source>
        <translation>%1 Patches</translation>
    </message>
    <message>
        <source>Choose directory...</source>
        <translation>Verzeichnis wählen...</translation>
    </message>
    <message>
        <source>A directory with a folder for each crate, NAME or NAME-VERSION, and patches in it. They are applied to copies; your directories stay as they are.</source>
        <translation>Ein Verzeichnis mit einem Ordner für jedes Crate, NAME oder NAME-VERSION, und Patches darin. Sie werden auf Kopien angewandt; die eigenen Verzeichnisse bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Leave the patches out</source>
        <translation>Die Patches weglassen</translation>
    </message>
    <message>
        <source>1 hunk in %1</source>
        <translation>1 Abschnitt in %1</translation>
    </message>
    <message>
        <source>%1 hunks in %2</source>
        <translation>%1 Abschnitte in %2</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Give the edits up</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Text of the patch</source>
        <translation>Text des Patches</translation>
    </message>
</context>
<context>
    <name>PlanEffects</name>
    <message>
        <source>%1 runs the compiler.</source>
        <translation>%1 führt den Compiler aus.</translation>
    </message>
    <message>
        <source>%1 runs it for members of the workspace.</source>
        <translation>%1 führt ihn für Mitglieder des Workspace aus.</translation>
    </message>
    <message>
        <source>Cargo.lock is written first, with 1 package.</source>
        <translation>Zuerst wird Cargo.lock geschrieben, mit 1 Paket.</translation>
    </message>
    <message>
        <source>Cargo.lock is written first, with %1 packages.</source>
        <translation>Zuerst wird Cargo.lock geschrieben, mit %1 Paketen.</translation>
    </message>
    <message>
        <source>Cargo.lock is as cargo would write it.</source>
        <translation>Cargo.lock ist so, wie cargo sie schriebe.</translation>
    </message>
    <message>
        <source>Archives are taken from %1, where there is 1, and put there.</source>
        <translation>Archive kommen aus %1, wo 1 liegt, und werden dort abgelegt.</translation>
    </message>
    <message>
        <source>Archives are taken from %2, where there are %1, and put there.</source>
        <translation>Archive kommen aus %2, wo %1 liegen, und werden dort abgelegt.</translation>
    </message>
    <message>
        <source>1 build script is not run; its words come from %1.</source>
        <translation>1 Build-Skript läuft nicht; was es sagt, kommt aus %1.</translation>
    </message>
    <message>
        <source>%1 build scripts are not run; their words come from %2.</source>
        <translation>%1 Build-Skripte laufen nicht; was sie sagen, kommt aus %2.</translation>
    </message>
    <message>
        <source>What 1 build script says is written to %1.</source>
        <translation>Was 1 Build-Skript sagt, wird nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>What %1 build scripts say is written to %2.</source>
        <translation>Was %1 Build-Skripte sagen, wird nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>What 1 build script says stands in %1.</source>
        <translation>Was 1 Build-Skript sagt, steht in %1.</translation>
    </message>
    <message>
        <source>What %1 build scripts say stands in %2.</source>
        <translation>Was %1 Build-Skripte sagen, steht in %2.</translation>
    </message>
    <message>
        <source>After a failure, what does not need the failed unit is built.</source>
        <translation>Nach einem Fehler wird gebaut, was davon unabhängig ist.</translation>
    </message>
    <message>
        <source>No build script runs whose words could be written down.</source>
        <translation>Es läuft kein Build-Skript, von dem etwas aufzuschreiben wäre.</translation>
    </message>
</context>
<context>
    <name>PlanPane</name>
    <message>
        <source>Sysroot for %1</source>
        <translation>Sysroot für %1</translation>
    </message>
    <message>
        <source>Sysroot</source>
        <translation>Sysroot</translation>
    </message>
    <message>
        <source>built</source>
        <translation>gebaut</translation>
    </message>
    <message>
        <source>1 crate to compile</source>
        <translation>1 Crate zu bauen</translation>
    </message>
    <message>
        <source>%1 crates to compile</source>
        <translation>%1 Crates zu bauen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Build sysroot</source>
        <translation>Sysroot bauen</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>config</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>no Xargo.toml: the crates follow from the target</source>
        <translation>keine Xargo.toml: die Crates ergeben sich aus dem Target</translation>
    </message>
    <message>
        <source>flags</source>
        <translation>Flags</translation>
    </message>
    <message>
        <source>key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation>Plan wird erstellt</translation>
    </message>
    <message>
        <source>No target is chosen</source>
        <translation>Kein Target gewählt</translation>
    </message>
    <message>
        <source>A sysroot is the standard library, compiled for one target. The plan shows of which crates it is made before anything is built.</source>
        <translation>Ein Sysroot ist die Standardbibliothek, kompiliert für ein Target. Der Plan zeigt vor dem Bauen, aus welchen Crates es besteht.</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>abgelegt</translation>
    </message>
    <message>
        <source>compile</source>
        <translation>bauen</translation>
    </message>
</context>
<context>
    <name>PlanPicture</name>
    <message>
        <source>Smaller (-)</source>
        <translation>Kleiner (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>Show all of it (F)</source>
        <translation>Alles zeigen (F)</translation>
    </message>
    <message>
        <source>Units, %1 is selected</source>
        <translation>Einheiten, gewählt: %1</translation>
    </message>
    <message>
        <source>Units of the plan</source>
        <translation>Einheiten des Plans</translation>
    </message>
    <message>
        <source>Click a unit, or walk with the arrow keys, to see what it needs, what needs it, and why it would be built.</source>
        <translation>Eine Einheit anklicken oder mit den Pfeiltasten gehen, um zu sehen, was sie braucht, wozu sie gebraucht wird und warum sie gebaut würde.</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Errors and warnings of compilers and linkers are listed here, each with its file and line.</source>
        <translation>Hier stehen Fehler und Warnungen von Compilern und Linkern, jeweils mit Datei und Zeile.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>no place given</source>
        <translation>keine Stelle angegeben</translation>
    </message>
    <message>
        <source>Show in the log</source>
        <translation>Im Protokoll zeigen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open in the editor</source>
        <translation>Im Editor öffnen</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>ProjectPage</name>
    <message>
        <source>Open a Rust project</source>
        <translation>Ein Rust-Projekt öffnen</translation>
    </message>
    <message>
        <source>Crossyard finds out what building it for another machine needs, builds the standard library for it, and runs the result. Drop a folder here, or open one.</source>
        <translation>Crossyard ermittelt, was das Bauen für eine andere Maschine braucht, baut die Standardbibliothek dafür und führt das Ergebnis aus. Einen Ordner hierher ziehen oder öffnen.</translation>
    </message>
    <message>
        <source>Open project...</source>
        <translation>Projekt öffnen...</translation>
    </message>
    <message>
        <source>Try the sample firmware</source>
        <translation>Beispiel-Firmware ausprobieren</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Ready for %1</source>
        <translation>Bereit für %1</translation>
    </message>
    <message>
        <source>Not ready for %1</source>
        <translation>Nicht bereit für %1</translation>
    </message>
    <message>
        <source>Looking what is there for %1</source>
        <translation>Vorhandenes für %1 wird geprüft</translation>
    </message>
    <message>
        <source>Which target?</source>
        <translation>Welches Target?</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>No target is chosen</source>
        <translation>Kein Target gewählt</translation>
    </message>
    <message>
        <source>A target says which processor and system the program is for. Find yours by the name of the chip or board.</source>
        <translation>Ein Target sagt, für welchen Prozessor und welches System das Programm ist. Es lässt sich über den Namen von Chip oder Board finden.</translation>
    </message>
    <message>
        <source>Choose target</source>
        <translation>Target wählen</translation>
    </message>
    <message>
        <source>Copy this command</source>
        <translation>Diesen Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>ProtectionChoice</name>
    <message>
        <source>Protection of the project</source>
        <translation>Schutz des Projekts</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>Streng</translation>
    </message>
    <message>
        <source>The project cannot be written. What cargo makes goes to a directory of its own.</source>
        <translation>Das Projekt ist nicht schreibbar. Was cargo erzeugt, kommt in ein eigenes Verzeichnis.</translation>
    </message>
    <message>
        <source>Guarded</source>
        <translation>Bewacht</translation>
    </message>
    <message>
        <source>Writes to the project are caught beside it. You look at them, then take them over or not.</source>
        <translation>Was ins Projekt geschrieben wird, wird daneben abgefangen und kann nach dem Ansehen übernommen werden.</translation>
    </message>
    <message>
        <source>Legacy</source>
        <translation>Wie cross</translation>
    </message>
    <message>
        <source>The whole project can be written, as under cross.</source>
        <translation>Das ganze Projekt ist schreibbar, wie bei cross.</translation>
    </message>
</context>
<context>
    <name>RepositoryField</name>
    <message>
        <source>Address of a git repository</source>
        <translation>Adresse eines Git-Repositorys</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Klonen</translation>
    </message>
    <message>
        <source>%1 is being fetched</source>
        <translation>%1 wird geholt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Git repository, also with ?tag= or ?branch=</source>
        <translation>Git-Repository, auch mit ?tag= oder ?branch=</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>It runs on %1: bring it there</source>
        <translation>Es läuft auf %1: dorthin bringen</translation>
    </message>
    <message>
        <source>By its name alone, from this shell on</source>
        <translation>Mit dem bloßen Namen, von dieser Shell an</translation>
    </message>
    <message>
        <source>As a toolchain that rustup knows, with the compiler that built it</source>
        <translation>Als Toolchain, die rustup kennt, mit dem Compiler, der es gebaut hat</translation>
    </message>
    <message>
        <source>To build Rust itself with it: in bootstrap.toml (config.toml before 1.87) beside x.py</source>
        <translation>Um Rust selbst damit zu bauen: in bootstrap.toml (vor 1.87 config.toml) neben x.py</translation>
    </message>
    <message>
        <source>To build a cargo of 2017 or before with it</source>
        <translation>Um damit ein cargo von 2017 oder früher zu bauen</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Nothing is built yet</source>
        <translation>Noch ist nichts gebaut</translation>
    </message>
    <message>
        <source>What comes out goes to %1.</source>
        <translation>Das Ergebnis kommt nach %1.</translation>
    </message>
    <message>
        <source>What comes out, and how it is used, stands here then.</source>
        <translation>Was herauskommt und wie es benutzt wird, steht dann hier.</translation>
    </message>
    <message>
        <source>Show plan</source>
        <translation>Plan zeigen</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Write the plan as a script</source>
        <translation>Den Plan als Skript schreiben</translation>
    </message>
    <message>
        <source>Shell scripts (*.sh)</source>
        <translation>Shell-Skripte (*.sh)</translation>
    </message>
    <message>
        <source>Files for ninja (*.ninja)</source>
        <translation>Dateien für ninja (*.ninja)</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Run it, and build it once more elsewhere: the same has to come out. A cargo builds a small project, and itself.</source>
        <translation>Es ausführen und anderswo noch einmal bauen: dasselbe muss herauskommen. Ein cargo baut ein kleines Projekt und sich selbst.</translation>
    </message>
    <message>
        <source>Write as script...</source>
        <translation>Als Skript schreiben …</translation>
    </message>
    <message>
        <source>A script for sh or ninja that builds the same without Crossyard</source>
        <translation>Ein Skript für sh oder ninja, das dasselbe ohne Crossyard baut</translation>
    </message>
</context>
<context>
    <name>ScriptRecords</name>
    <message>
        <source>replay</source>
        <translation>abspielen</translation>
    </message>
    <message>
        <source>A directory of recordings to replay</source>
        <translation>Ein Verzeichnis mit Aufzeichnungen zum Abspielen</translation>
    </message>
    <message>
        <source>build scripts run here; or a directory of recordings</source>
        <translation>Build-Skripte laufen hier; oder ein Verzeichnis mit Aufzeichnungen</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>in the place of the script</source>
        <translation>an Stelle des Skripts</translation>
    </message>
    <message>
        <source>for no script of this plan</source>
        <translation>für kein Skript dieses Plans</translation>
    </message>
    <message>
        <source>There is no recording in it.</source>
        <translation>Darin ist keine Aufzeichnung.</translation>
    </message>
    <message>
        <source>record</source>
        <translation>aufzeichnen</translation>
    </message>
    <message>
        <source>Where to write down what build scripts say</source>
        <translation>Wohin geschrieben wird, was Build-Skripte sagen</translation>
    </message>
    <message>
        <source>nothing is written down</source>
        <translation>nichts wird aufgeschrieben</translation>
    </message>
    <message>
        <source>is written down</source>
        <translation>ist aufgeschrieben</translation>
    </message>
    <message>
        <source>will be written down</source>
        <translation>wird aufgeschrieben</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>Sehr groß</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Closing the window while jobs run</source>
        <translation>Schließen des Fensters, während Aufträge laufen</translation>
    </message>
    <message>
        <source>Asks</source>
        <translation>Nachfragen</translation>
    </message>
    <message>
        <source>Goes on in the background</source>
        <translation>Im Hintergrund fortsetzen</translation>
    </message>
    <message>
        <source>Ends them</source>
        <translation>Aufträge beenden</translation>
    </message>
    <message>
        <source>Notification when a job ends</source>
        <translation>Meldung am Ende eines Auftrags</translation>
    </message>
    <message>
        <source>Only while the window is not in front.</source>
        <translation>Nur solange das Fenster nicht im Vordergrund ist.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Editor for files and problems</source>
        <translation>Editor für Dateien und Probleme</translation>
    </message>
    <message>
        <source>{file}, {line} and {column} stand for the place. Empty: the first that is found here, else what the system opens files with.</source>
        <translation>{file}, {line} und {column} stehen für die Stelle. Leer: der erste hier gefundene Editor, sonst das Programm, mit dem das System Dateien öffnet.</translation>
    </message>
    <message>
        <source>Editor command</source>
        <translation>Befehl des Editors</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>Sysroots, compiled units and the history of jobs. CROSSYARD_HOME moves it.</source>
        <translation>Sysroots, kompilierte Einheiten und der Verlauf der Aufträge. CROSSYARD_HOME verlegt die Ablage.</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>SourcePane</name>
    <message>
        <source>names 1 package</source>
        <translation>nennt 1 Paket</translation>
    </message>
    <message>
        <source>names %1 packages</source>
        <translation>nennt %1 Pakete</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Leave this package</source>
        <translation>Dieses Paket verlassen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Choose folder...</source>
        <translation>Ordner wählen...</translation>
    </message>
    <message>
        <source>a workspace: its default members are built</source>
        <translation>ein Workspace: seine Standardmitglieder werden gebaut</translation>
    </message>
    <message>
        <source>a library with programs</source>
        <translation>eine Bibliothek mit Programmen</translation>
    </message>
    <message>
        <source>a library</source>
        <translation>eine Bibliothek</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <source>programs</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>none: versions are chosen as cargo would choose them</source>
        <translation>keine: Versionen werden so gewählt, wie cargo sie wählte</translation>
    </message>
    <message>
        <source>Archive...</source>
        <translation>Archiv …</translation>
    </message>
</context>
<context>
    <name>SpecField</name>
    <message>
        <source>Take %1 out</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>%1 has %2</source>
        <translation>%1 hat %2</translation>
    </message>
    <message>
        <source>%1 does not have it</source>
        <translation>fehlt in %1</translation>
    </message>
    <message>
        <source>Take over what %1 has</source>
        <translation>Wert von %1 übernehmen</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>add</source>
        <translation>hinzufügen</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>one a line</source>
        <translation>je Zeile eins</translation>
    </message>
    <message>
        <source>%1, one a line</source>
        <translation>%1, je Zeile eins</translation>
    </message>
</context>
<context>
    <name>SpecForm</name>
    <message>
        <source>Key, or what it is for: stack, linker, atomic</source>
        <translation>Schlüssel oder Zweck: stack, linker, atomic</translation>
    </message>
    <message>
        <source>Given (%1)</source>
        <translation>Angegeben (%1)</translation>
    </message>
    <message>
        <source>Differs from base</source>
        <translation>Anders als Basis</translation>
    </message>
    <message>
        <source>All (%1)</source>
        <translation>Alle (%1)</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>The text is no target spec</source>
        <translation>Der Text ist keine Target-Spezifikation</translation>
    </message>
    <message>
        <source>The form takes edits again once the text is mended.</source>
        <translation>Das Formular lässt sich wieder bearbeiten, sobald der Fehler im Text behoben ist.</translation>
    </message>
    <message>
        <source>No key fits</source>
        <translation>Kein Schlüssel passt</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Kein Unterschied</translation>
    </message>
    <message>
        <source>Nothing is given</source>
        <translation>Nichts angegeben</translation>
    </message>
    <message>
        <source>No key has these words in its name, its value or its help.</source>
        <translation>Kein Schlüssel enthält diese Wörter in Name, Wert oder Hilfe.</translation>
    </message>
    <message>
        <source>It says what %1 says.</source>
        <translation>Gleicher Inhalt wie %1.</translation>
    </message>
</context>
<context>
    <name>SpecProblems</name>
    <message>
        <source>line %1</source>
        <translation>Z. %1</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Nothing is wrong that the text alone shows. The compiler has the last word.</source>
        <translation>Der Text allein zeigt keine Fehler. Das letzte Wort hat der Compiler.</translation>
    </message>
</context>
<context>
    <name>SpecsPage</name>
    <message>
        <source>Open target spec</source>
        <translation>Target-Spezifikation öffnen</translation>
    </message>
    <message>
        <source>Target specs (*.json)</source>
        <translation>Target-Spezifikationen (*.json)</translation>
    </message>
    <message>
        <source>Target spec</source>
        <translation>Target-Spec</translation>
    </message>
    <message>
        <source>none is open</source>
        <translation>keine geöffnet</translation>
    </message>
    <message>
        <source>Open another file...</source>
        <translation>Andere Datei öffnen...</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Basis</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>A new spec from a built-in target</source>
        <translation>Eine neue Spezifikation aus einem eingebauten Target</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Ask the compiler</source>
        <translation>Compiler fragen</translation>
    </message>
    <message>
        <source>Compiles an empty crate for it, and finds all problems at once</source>
        <translation>Kompiliert eine leere Crate dafür und findet alle Probleme auf einmal</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Genutzt</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nutzen</translation>
    </message>
    <message>
        <source>Build for this target</source>
        <translation>Für dieses Target bauen</translation>
    </message>
    <message>
        <source>Save it first</source>
        <translation>Zuerst speichern</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A target of your own</source>
        <translation>Ein eigenes Target</translation>
    </message>
    <message>
        <source>A target spec is a JSON file that describes a target to the compiler. It starts out as a built-in one, and changes what your board or kernel needs.</source>
        <translation>Eine Target-Spezifikation ist eine JSON-Datei, die dem Compiler ein Target beschreibt. Am Anfang gleicht es einem eingebauten; geändert wird, was das Board oder der Kernel braucht.</translation>
    </message>
    <message>
        <source>New from a built-in target</source>
        <translation>Neu aus eingebautem Target</translation>
    </message>
    <message>
        <source>Or open one</source>
        <translation>Oder eine öffnen</translation>
    </message>
    <message>
        <source>Text of %1.json</source>
        <translation>Text von %1.json</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Against %1</source>
        <translation>Vergleich mit %1</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>Neue Datei</translation>
    </message>
    <message>
        <source>Mend all that is certain (%1)</source>
        <translation>Alles Eindeutige beheben (%1)</translation>
    </message>
    <message>
        <source>It says what %1 says.</source>
        <translation>Gleicher Inhalt wie %1.</translation>
    </message>
</context>
<context>
    <name>StageCanvas</name>
    <message>
        <source>Stages of the sysroot, %1 is selected</source>
        <translation>Stufen des Sysroots, %1 ist ausgewählt</translation>
    </message>
    <message>
        <source>Stages of the sysroot</source>
        <translation>Stufen des Sysroots</translation>
    </message>
    <message>
        <source>New stage %1</source>
        <translation>Neue Stufe %1</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>Stufe %1</translation>
    </message>
</context>
<context>
    <name>StagePane</name>
    <message>
        <source>Library crate</source>
        <translation>Std-Crate</translation>
    </message>
    <message>
        <source>Own crate...</source>
        <translation>Eigene Crate...</translation>
    </message>
    <message>
        <source>Patch %1...</source>
        <translation>%1 ersetzen...</translation>
    </message>
    <message>
        <source>Patch...</source>
        <translation>Patch...</translation>
    </message>
    <message>
        <source>A crate of yours in the place of one of crates-io</source>
        <translation>Eine eigene Crate anstelle einer von crates-io</translation>
    </message>
    <message>
        <source>All units</source>
        <translation>Alle Einheiten</translation>
    </message>
    <message>
        <source>The graph of all that the sysroot is built from</source>
        <translation>Der Graph von allem, woraus das Sysroot gebaut wird</translation>
    </message>
    <message>
        <source>The crate that stands for one of crates-io</source>
        <translation>Crate, die eine von crates-io ersetzt</translation>
    </message>
    <message>
        <source>The crate&apos;s folder</source>
        <translation>Ordner der Crate</translation>
    </message>
    <message>
        <source>Xargo.toml names no crate: these follow from the target. The first edit names them all.</source>
        <translation>Xargo.toml nennt keine Crate: diese ergeben sich aus dem Target. Die erste Änderung nennt sie alle.</translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation>Plan wird erstellt</translation>
    </message>
    <message>
        <source>No target is chosen</source>
        <translation>Kein Target gewählt</translation>
    </message>
    <message>
        <source>The picture shows of which crates the sysroot is made, stage by stage.</source>
        <translation>Das Bild zeigt, aus welchen Crates das Sysroot besteht, Stufe um Stufe.</translation>
    </message>
    <message>
        <source>Click a crate to see and change it; drag it to another stage, or press Alt+Up and Alt+Down.</source>
        <translation>Ein Klick auf eine Crate zeigt sie zum Ändern; in eine andere Stufe wird sie gezogen, oder mit Alt+Auf und Alt+Ab geschoben.</translation>
    </message>
    <message>
        <source>One stage earlier (Alt+Up)</source>
        <translation>Eine Stufe früher (Alt+Auf)</translation>
    </message>
    <message>
        <source>One stage later (Alt+Down)</source>
        <translation>Eine Stufe später (Alt+Ab)</translation>
    </message>
    <message>
        <source>Drop the patch</source>
        <translation>Patch entfernen</translation>
    </message>
    <message>
        <source>Remove this crate (Delete)</source>
        <translation>Diese Crate entfernen (Entf)</translation>
    </message>
    <message>
        <source>replaces %1</source>
        <translation>ersetzt %1</translation>
    </message>
    <message>
        <source>default features</source>
        <translation>Standard-Features</translation>
    </message>
    <message>
        <source>%1 (on anyway)</source>
        <translation>%1 (ohnehin an)</translation>
    </message>
    <message>
        <source>one of the default features</source>
        <translation>eines der Standard-Features</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>queued</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet auf Sperre</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>abgelegt</translation>
    </message>
    <message>
        <source>present</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>defekt</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>built</source>
        <translation>gebaut</translation>
    </message>
    <message>
        <source>reused</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>build</source>
        <translation>bauen</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>ungenutzt</translation>
    </message>
    <message>
        <source>replayed</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>unnötig</translation>
    </message>
    <message>
        <source>fetch</source>
        <translation>holen</translation>
    </message>
    <message>
        <source>here</source>
        <translation>da</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>zu alt</translation>
    </message>
    <message>
        <source>too new</source>
        <translation>zu neu</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>übergangen</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>planning...</source>
        <translation>wird geplant...</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>%1 to build, %2 stored</source>
        <translation>%1 zu bauen, %2 vorhanden</translation>
    </message>
    <message>
        <source>all of it is stored</source>
        <translation>alles ist vorhanden</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Crates</source>
        <translation>Crates</translation>
    </message>
    <message>
        <source>no directory</source>
        <translation>kein Verzeichnis</translation>
    </message>
    <message>
        <source>1 directory</source>
        <translation>1 Verzeichnis</translation>
    </message>
    <message>
        <source>%1 directories</source>
        <translation>%1 Verzeichnisse</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>not built yet</source>
        <translation>noch nicht gebaut</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Bauen</translation>
    </message>
    <message>
        <source>The plan is being made.</source>
        <translation>Der Plan wird erstellt.</translation>
    </message>
    <message>
        <source>Nothing to do: the result is there and up to date.</source>
        <translation>Nichts zu tun: das Ergebnis ist da und aktuell.</translation>
    </message>
    <message>
        <source>1 unit is compiled, the rest is there.</source>
        <translation>1 Einheit wird kompiliert, der Rest ist da.</translation>
    </message>
    <message>
        <source>%1 units are compiled or run.</source>
        <translation>%1 Einheiten werden kompiliert oder ausgeführt.</translation>
    </message>
    <message>
        <source>All units are there; the result is put in its place.</source>
        <translation>Alle Einheiten sind da; das Ergebnis wird an seinen Platz gelegt.</translation>
    </message>
    <message>
        <source>There is no plan to carry out.</source>
        <translation>Es gibt keinen Plan zum Ausführen.</translation>
    </message>
    <message>
        <source>The plan cannot be carried out as it is.</source>
        <translation>Der Plan kann so nicht ausgeführt werden.</translation>
    </message>
    <message>
        <source>1 crate to fetch</source>
        <translation>1 Crate zu holen</translation>
    </message>
    <message>
        <source>%1 crates to fetch</source>
        <translation>%1 Crates zu holen</translation>
    </message>
    <message>
        <source>Fetch and build</source>
        <translation>Holen und bauen</translation>
    </message>
    <message>
        <source>Which units are built is known once the crates are here.</source>
        <translation>Welche Einheiten gebaut werden, weiß man, wenn die Crates da sind.</translation>
    </message>
    <message>
        <source>Make the plan</source>
        <translation>Plan erstellen</translation>
    </message>
    <message>
        <source>Planning was cancelled.</source>
        <translation>Das Planen wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>StepRows</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>StoredImages</name>
    <message>
        <source>No images of ours</source>
        <translation>Keine eigenen Images</translation>
    </message>
    <message>
        <source>The first build for a target makes its image and keeps it here. Images of others are not listed.</source>
        <translation>Der erste Bau für ein Target erstellt dessen Image und behält es. Fremde Images stehen nicht hier.</translation>
    </message>
    <message>
        <source>Images and disk</source>
        <translation>Images und Platz</translation>
    </message>
    <message>
        <source>what images share is counted with each of them</source>
        <translation>Gemeinsames zählt bei jedem mit</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>what the images of %1 share</source>
        <translation>was die Images von %1 gemeinsam haben</translation>
    </message>
    <message>
        <source>Debian %1</source>
        <translation>Debian %1</translation>
    </message>
    <message>
        <source>made from a dockerfile</source>
        <translation>aus einem Dockerfile</translation>
    </message>
    <message>
        <source>Make this image anew</source>
        <translation>Dieses Image neu erstellen</translation>
    </message>
    <message>
        <source>Remove this image</source>
        <translation>Dieses Image entfernen</translation>
    </message>
    <message>
        <source>replaced by a newer one</source>
        <translation>durch ein neueres ersetzt</translation>
    </message>
</context>
<context>
    <name>StoredPane</name>
    <message>
        <source>None is stored yet.</source>
        <translation>Noch keines abgelegt.</translation>
    </message>
    <message>
        <source>%1 on the disk; what several share counts once</source>
        <translation>%1 auf der Platte; gemeinsam Genutztes zählt einmal</translation>
    </message>
    <message>
        <source>Clean up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Keep the last used %1 MB</source>
        <translation>Letzte %1 MB behalten</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>nothing to remove</source>
        <translation>nichts zu entfernen</translation>
    </message>
    <message>
        <source>metadata only</source>
        <translation>nur Metadaten</translation>
    </message>
    <message>
        <source>used %1</source>
        <translation>genutzt %1</translation>
    </message>
    <message>
        <source>Remove this sysroot</source>
        <translation>Dieses Sysroot entfernen</translation>
    </message>
</context>
<context>
    <name>SysrootPage</name>
    <message>
        <source>Stored sysroots (%1)</source>
        <translation>Abgelegte Sysroots (%1)</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Nutzen</translation>
    </message>
</context>
<context>
    <name>Target</name>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>std</source>
        <translation>std</translation>
    </message>
    <message>
        <source>no std</source>
        <translation>ohne std</translation>
    </message>
    <message>
        <source>tier %1</source>
        <translation>Tier %1</translation>
    </message>
</context>
<context>
    <name>TargetFacts</name>
    <message>
        <source>No target selected</source>
        <translation>Kein Target ausgewählt</translation>
    </message>
    <message>
        <source>Type the name of your chip or board, or narrow the list down by facts.</source>
        <translation>Den Namen von Chip oder Board eingeben oder die Liste über Merkmale eingrenzen.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Genutzt</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nutzen</translation>
    </message>
    <message>
        <source>Do not compare</source>
        <translation>Nicht vergleichen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>New spec from it</source>
        <translation>Neue Spec</translation>
    </message>
    <message>
        <source>A target of your own that starts out as this one</source>
        <translation>Ein eigenes Target, das von diesem ausgeht</translation>
    </message>
    <message>
        <source>No favourite any more</source>
        <translation>Nicht mehr Favorit</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>Als Favorit merken</translation>
    </message>
    <message>
        <source>Its standard library is installed with the toolchain.</source>
        <translation>Die Standardbibliothek dafür ist mit der Toolchain installiert.</translation>
    </message>
    <message>
        <source>No compiled library is installed for it: a sysroot would be built.</source>
        <translation>Dafür ist keine kompilierte Bibliothek installiert: ein Sysroot würde gebaut.</translation>
    </message>
    <message>
        <source>%1 is marked: select another one and press Compare.</source>
        <translation>%1 ist vorgemerkt: ein weiteres auswählen und „Vergleichen“ drücken.</translation>
    </message>
</context>
<context>
    <name>TargetsPage</name>
    <message>
        <source>Chip, board, core or triple: stm32f4, pico, cortex-m33, riscv</source>
        <translation>Chip, Board, Kern oder Tripel: stm32f4, pico, cortex-m33, riscv</translation>
    </message>
    <message>
        <source>Only favourites</source>
        <translation>Nur Favoriten</translation>
    </message>
    <message>
        <source>asking the compiler...</source>
        <translation>Compiler wird gefragt...</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>No target, chip or board has all of this.</source>
        <translation>Kein Target, Chip oder Board erfüllt das alles.</translation>
    </message>
</context>
<context>
    <name>TestList</name>
    <message>
        <source>No test has ended yet.</source>
        <translation>Noch ist kein Test fertig.</translation>
    </message>
    <message>
        <source>There were no tests.</source>
        <translation>Es gab keine Tests.</translation>
    </message>
    <message>
        <source>%1 of %2 tests</source>
        <translation>%1 von %2 Tests</translation>
    </message>
    <message>
        <source>1 test</source>
        <translation>1 Test</translation>
    </message>
    <message>
        <source>%1 tests</source>
        <translation>%1 Tests</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 bestanden</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 ignored</source>
        <translation>%1 übergangen</translation>
    </message>
    <message>
        <source>only those that failed</source>
        <translation>nur fehlgeschlagene</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>Show the place in the editor</source>
        <translation>Stelle im Editor zeigen</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>soeben</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 h</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>vor %1 d</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
</context>
<context>
    <name>ToolchainFacts</name>
    <message>
        <source>commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>LLVM</source>
        <translation>LLVM</translation>
    </message>
    <message>
        <source>sysroot</source>
        <translation>Sysroot</translation>
    </message>
    <message>
        <source>cargo</source>
        <translation>cargo</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>other names</source>
        <translation>weitere Namen</translation>
    </message>
    <message>
        <source>components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>targets with std</source>
        <translation>Targets mit std</translation>
    </message>
    <message>
        <source>Components and targets</source>
        <translation>Komponenten und Targets</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>ToolchainsPage</name>
    <message>
        <source>Toolchains</source>
        <translation>Toolchains</translation>
    </message>
    <message>
        <source>looking...</source>
        <translation>Suche läuft...</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>Install toolchain</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Update all</source>
        <translation>Alle aktualisieren</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>Look again (F5)</source>
        <translation>Neu suchen (F5)</translation>
    </message>
    <message>
        <source>rustup is not installed; the system&apos;s Rust is changed with its packages.</source>
        <translation>rustup ist nicht installiert; das Rust des Systems wird über dessen Pakete geändert.</translation>
    </message>
    <message>
        <source>rustup is not installed: the system&apos;s packages bring Rust here.</source>
        <translation>rustup ist nicht installiert: Rust kommt hier über die Pakete des Systems.</translation>
    </message>
    <message>
        <source>rustup is not installed; rustup.rs says how it comes here.</source>
        <translation>rustup ist nicht installiert; rustup.rs zeigt, wie es hierher kommt.</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>chosen here: %1</source>
        <translation>hier gewählt: %1</translation>
    </message>
    <message>
        <source>1 target with std</source>
        <translation>1 Target mit std</translation>
    </message>
    <message>
        <source>%1 targets with std</source>
        <translation>%1 Targets mit std</translation>
    </message>
    <message>
        <source>source with vendored crates</source>
        <translation>Quelltext mit beigelegten Crates</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>kein Quelltext</translation>
    </message>
    <message>
        <source>No Rust compiler was found</source>
        <translation>Kein Rust-Compiler gefunden</translation>
    </message>
    <message>
        <source>Install one with rustup or with the system&apos;s packages, then look again.</source>
        <translation>Einen mit rustup oder über die Pakete des Systems installieren, dann neu suchen.</translation>
    </message>
</context>
<context>
    <name>TouchPane</name>
    <message>
        <source>reads</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>caught</source>
        <translation>abgefangen</translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>%1 processes</source>
        <translation>%1 Prozesse</translation>
    </message>
    <message>
        <source>%1 processors</source>
        <translation>%1 Prozessoren</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>the network of this machine</source>
        <translation>das Netzwerk dieses Rechners</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>%1, which is you</source>
        <translation>%1, der angemeldete</translation>
    </message>
    <message>
        <source>root in the container, which is you outside</source>
        <translation>im Container root, draußen der angemeldete</translation>
    </message>
    <message>
        <source>the image&apos;s, which may be root</source>
        <translation>der des Images, vielleicht root</translation>
    </message>
    <message>
        <source>the image&apos;s files</source>
        <translation>Dateien des Images</translation>
    </message>
    <message>
        <source>can be written, and are gone with the container</source>
        <translation>schreibbar, mit dem Container verschwunden</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>nicht schreibbar</translation>
    </message>
    <message>
        <source>limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>none of their own</source>
        <translation>keine eigenen</translation>
    </message>
    <message>
        <source>your own options</source>
        <translation>eigene Optionen</translation>
    </message>
    <message>
        <source>What the build may touch</source>
        <translation>Worauf der Bau zugreifen darf</translation>
    </message>
    <message>
        <source>protection as Cargo.toml says</source>
        <translation>Schutz, wie Cargo.toml ihn nennt</translation>
    </message>
    <message>
        <source>protection as chosen here for this project</source>
        <translation>Schutz, wie hier für dieses Projekt gewählt</translation>
    </message>
    <message>
        <source>protection as usual</source>
        <translation>üblicher Schutz</translation>
    </message>
    <message>
        <source>Leave it to Cargo.toml, or to what is usual</source>
        <translation>Cargo.toml oder dem Üblichen überlassen</translation>
    </message>
    <message>
        <source>A build script or a procedural macro, which may be anyone&apos;s, can change and delete every file of the project.</source>
        <translation>Ein Build-Skript oder prozedurales Makro, auch ein fremdes, kann jede Datei des Projekts ändern und löschen.</translation>
    </message>
    <message>
        <source>The plan is being made...</source>
        <translation>Der Plan wird erstellt...</translation>
    </message>
    <message>
        <source>What is mounted is known with the plan.</source>
        <translation>Was eingebunden wird, steht mit dem Plan fest.</translation>
    </message>
    <message>
        <source>outside: %1</source>
        <translation>draußen: %1</translation>
    </message>
</context>
<context>
    <name>UnitList</name>
    <message>
        <source>Fewer</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>UnitPane</name>
    <message>
        <source>Click a unit in the graph or in the timeline, or walk with the arrow keys, to see its time, its command line and its output.</source>
        <translation>Klicke auf eine Einheit im Graphen oder in der Zeitleiste, oder gehe mit den Pfeiltasten, um ihre Zeit, ihre Befehlszeile und ihre Ausgabe zu sehen.</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>took %1 when it was built</source>
        <translation>dauerte %1, als sie gebaut wurde</translation>
    </message>
    <message>
        <source>for the host</source>
        <translation>für den Host</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Braucht</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Gebraucht von</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Copy the command line</source>
        <translation>Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>It was taken from the store: nothing ran.</source>
        <translation>Sie kam aus der Ablage: nichts lief.</translation>
    </message>
    <message>
        <source>No output was kept.</source>
        <translation>Es wurde keine Ausgabe aufgehoben.</translation>
    </message>
    <message>
        <source>It has not run.</source>
        <translation>Sie ist nicht gelaufen.</translation>
    </message>
    <message>
        <source>Output of %1</source>
        <translation>Ausgabe von %1</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>UsePane</name>
    <message>
        <source>With Crossyard: builds the sysroot where it has to</source>
        <translation>Mit Crossyard: baut das Sysroot, wo nötig</translation>
    </message>
    <message>
        <source>With cargo alone, and this very sysroot</source>
        <translation>Mit cargo allein und genau diesem Sysroot</translation>
    </message>
    <message>
        <source>In .cargo/config.toml, so that plain `cargo build` uses it</source>
        <translation>In .cargo/config.toml, damit ein einfaches `cargo build` es nutzt</translation>
    </message>
    <message>
        <source>In .cargo/config.toml</source>
        <translation>In .cargo/config.toml</translation>
    </message>
    <message>
        <source>The project&apos;s .cargo/config.toml names this sysroot: plain `cargo build` uses it.</source>
        <translation>Die .cargo/config.toml des Projekts nennt dieses Sysroot: ein einfaches `cargo build` nutzt es.</translation>
    </message>
    <message>
        <source>Write this</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>For rust-analyzer, in .vscode/settings.json</source>
        <translation>Für rust-analyzer, in .vscode/settings.json</translation>
    </message>
    <message>
        <source>For rust-analyzer, in the settings of any editor</source>
        <translation>Für rust-analyzer, in den Einstellungen eines beliebigen Editors</translation>
    </message>
    <message>
        <source>As a toolchain that rustup knows</source>
        <translation>Als Toolchain, die rustup kennt</translation>
    </message>
    <message>
        <source>Make and link it</source>
        <translation>Anlegen und verknüpfen</translation>
    </message>
</context>
<context>
    <name>UseWay</name>
    <message>
        <source>Copy this</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>XargoForm</name>
    <message>
        <source>Xargo.toml names no crate.</source>
        <translation>Xargo.toml nennt keine Crate.</translation>
    </message>
    <message>
        <source>There is no Xargo.toml: the crates follow from the target. Add one to choose them yourself.</source>
        <translation>Keine Xargo.toml vorhanden: die Crates ergeben sich aus dem Target. Eine hinzufügen, um selbst zu wählen.</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>One stage earlier</source>
        <translation>Eine Stufe früher</translation>
    </message>
    <message>
        <source>One stage later</source>
        <translation>Eine Stufe später</translation>
    </message>
    <message>
        <source>Remove this crate</source>
        <translation>Diese Crate entfernen</translation>
    </message>
    <message>
        <source>Library crate</source>
        <translation>Std-Crate</translation>
    </message>
    <message>
        <source>Own crate...</source>
        <translation>Eigene Crate...</translation>
    </message>
    <message>
        <source>Patch...</source>
        <translation>Patch...</translation>
    </message>
    <message>
        <source>The crate that stands for one of crates-io</source>
        <translation>Crate, die eine von crates-io ersetzt</translation>
    </message>
    <message>
        <source>The crate&apos;s folder</source>
        <translation>Ordner der Crate</translation>
    </message>
    <message>
        <source>patch %1</source>
        <translation>Patch %1</translation>
    </message>
    <message>
        <source>Remove this patch</source>
        <translation>Diesen Patch entfernen</translation>
    </message>
    <message>
        <source>Features of %1</source>
        <translation>Features von %1</translation>
    </message>
    <message>
        <source>default features</source>
        <translation>Standard-Features</translation>
    </message>
    <message>
        <source>  (on by default)</source>
        <translation>  (standardmäßig an)</translation>
    </message>
</context>
<context>
    <name>XargoPane</name>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>The form takes edits again once the text is mended, or given up with Undo.</source>
        <translation>Das Formular lässt sich wieder bearbeiten, sobald der Fehler im Text behoben oder die Änderung mit „Rückgängig“ verworfen ist.</translation>
    </message>
    <message>
        <source>Text of Xargo.toml</source>
        <translation>Text von Xargo.toml</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>The picture takes edits again once the text is mended, or given up with Undo.</source>
        <translation>Im Bild lässt sich wieder ändern, sobald der Text berichtigt oder mit Rückgängig aufgegeben ist.</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::Application</name>
    <message>
        <source>as the project says</source>
        <translation>wie vom Projekt festgelegt</translation>
    </message>
    <message>
        <source>toolchain file, override, or default</source>
        <translation>Toolchain-Datei, Vorgabe für den Ordner oder Standard</translation>
    </message>
    <message>
        <source>Open a project first</source>
        <translation>Zuerst ein Projekt öffnen</translation>
    </message>
    <message>
        <source>Choose a target first</source>
        <translation>Zuerst ein Target wählen</translation>
    </message>
    <message>
        <source>Saved Xargo.toml</source>
        <translation>Xargo.toml gespeichert</translation>
    </message>
    <message>
        <source>There is no toolchain to build it with</source>
        <translation>Keine Toolchain zum Bauen vorhanden</translation>
    </message>
    <message>
        <source>This job cannot be run again from here</source>
        <translation>Dieser Auftrag lässt sich von hier nicht erneut ausführen</translation>
    </message>
    <message>
        <source>There is no file %1</source>
        <translation>Die Datei %1 gibt es nicht</translation>
    </message>
    <message>
        <source>%1 did not start</source>
        <translation>%1 ließ sich nicht starten</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Freed %1</source>
        <translation>Freigegeben: %1</translation>
    </message>
    <message>
        <source>nothing: others use it</source>
        <translation>nichts, da anderweitig genutzt</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::BootstrapModel</name>
    <message>
        <source>%1 was written</source>
        <translation>%1 wurde geschrieben</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::BuildModel</name>
    <message>
        <source>Critical path: %1, %2 of %3</source>
        <translation>Kritischer Pfad: %1, %2 von %3</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::ContainerModel</name>
    <message>
        <source>without root&apos;s rights</source>
        <translation>ohne Root-Rechte</translation>
    </message>
    <message>
        <source>with root&apos;s rights</source>
        <translation>mit Root-Rechten</translation>
    </message>
    <message>
        <source>on another machine</source>
        <translation>auf einem anderen Rechner</translation>
    </message>
    <message>
        <source>There is no plan without a container engine that works.</source>
        <translation>Ohne eine Container-Engine, die funktioniert, gibt es keinen Plan.</translation>
    </message>
    <message>
        <source>1 file was taken over</source>
        <translation>1 Datei wurde übernommen</translation>
    </message>
    <message>
        <source>%1 files were taken over</source>
        <translation>%1 Dateien wurden übernommen</translation>
    </message>
    <message>
        <source>1 file was thrown away</source>
        <translation>1 Datei wurde verworfen</translation>
    </message>
    <message>
        <source>%1 files were thrown away</source>
        <translation>%1 Dateien wurden verworfen</translation>
    </message>
    <message>
        <source>%1 was written</source>
        <translation>%1 wurde geschrieben</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::GraphModel</name>
    <message>
        <source>From Cargo.lock alone: what it does not say is not known.</source>
        <translation>Nur aus der Cargo.lock: was sie nicht sagt, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Packages whose sources are not on disk: %1 of %2. What they ask for is taken from Cargo.lock.</source>
        <translation>Pakete, deren Quelltexte nicht auf der Platte sind: %1 von %2. Was sie verlangen, kommt aus der Cargo.lock.</translation>
    </message>
    <message>
        <source>Packages that are in no Cargo.lock: %1. `cargo generate-lockfile` writes one.</source>
        <translation>Pakete, die in keiner Cargo.lock stehen: %1. `cargo generate-lockfile` schreibt eine.</translation>
    </message>
    <message>
        <source>What is furthest away is left out: a picture has %1 nodes at most.</source>
        <translation>Was am weitesten weg ist, fehlt: ein Bild hat höchstens %1 Knoten.</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::SpecModel</name>
    <message>
        <source>asking the compiler...</source>
        <translation>Compiler wird gefragt...</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>changed since the compiler was asked</source>
        <translation>geändert, seit der Compiler gefragt wurde</translation>
    </message>
    <message>
        <source>rustc %1 accepts it</source>
        <translation>rustc %1 nimmt es an</translation>
    </message>
    <message>
        <source>rustc %1 refuses it</source>
        <translation>rustc %1 lehnt es ab</translation>
    </message>
    <message>
        <source>not saved, in %1</source>
        <translation>nicht gespeichert, in %1</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::StageModel</name>
    <message>
        <source>no default</source>
        <translation>ohne Standard</translation>
    </message>
    <message>
        <source>replaces %1</source>
        <translation>ersetzt %1</translation>
    </message>
    <message>
        <source>A crate of the library is there before all others, whatever its stage.</source>
        <translation>Eine Crate der Bibliothek ist vor allen anderen da, welche Stufe sie auch hat.</translation>
    </message>
    <message>
        <source>%1 of stage %2 needs it: it is built for that one, before its own stage.</source>
        <translation>%1 aus Stufe %2 braucht sie: sie wird für jene gebaut, vor ihrer eigenen Stufe.</translation>
    </message>
    <message>
        <source>It needs %1 of stage %2, which is built for it, before its own stage.</source>
        <translation>Sie braucht %1 aus Stufe %2; das wird für sie gebaut, vor seiner eigenen Stufe.</translation>
    </message>
    <message>
        <source>It is there by default. The first edit names all of these crates in Xargo.toml.</source>
        <translation>Sie ist ohnehin da. Die erste Änderung nennt all diese Crates in Xargo.toml.</translation>
    </message>
    <message>
        <source>For %1 alone, not for this target.</source>
        <translation>Nur für %1, nicht für dieses Target.</translation>
    </message>
    <message>
        <source>The plan does not have it.</source>
        <translation>Der Plan hat sie nicht.</translation>
    </message>
    <message>
        <source>not in this source</source>
        <translation>nicht in diesem Quelltext</translation>
    </message>
    <message>
        <source>of the library</source>
        <translation>aus der Bibliothek</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>brings along</source>
        <translation>bringt mit</translation>
    </message>
    <message>
        <source>The library always has it.</source>
        <translation>Die Bibliothek hat sie immer.</translation>
    </message>
    <message>
        <source>brought along by</source>
        <translation>mitgebracht von</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::SysrootModel</name>
    <message>
        <source>removes %1, frees %2</source>
        <translation>entfernt %1 (%2)</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::ToolchainChanges</name>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::UseModel</name>
    <message>
        <source>rustup is not installed; it is what gives toolchains their names</source>
        <translation>rustup ist nicht installiert; erst damit bekommen Toolchains Namen</translation>
    </message>
    <message>
        <source>Written; plain `cargo build` uses the sysroot now</source>
        <translation>Geschrieben; ein einfaches `cargo build` nutzt nun das Sysroot</translation>
    </message>
    <message>
        <source>Written; rust-analyzer takes it when the editor reads its settings anew</source>
        <translation>Geschrieben; rust-analyzer übernimmt es, sobald der Editor seine Einstellungen neu liest</translation>
    </message>
</context>
<context>
    <name>crossyard::gui::XargoModel</name>
    <message>
        <source>not in this source</source>
        <translation>nicht in diesem Quelltext</translation>
    </message>
</context>
</TS>
