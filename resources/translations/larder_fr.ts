<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>ActivityItem</name>
    <message>
        <source>the store</source>
        <translation>le stockage</translation>
    </message>
    <message>
        <source>under a second</source>
        <translation>moins d’une seconde</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1&#xa0;min %2&#xa0;s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1&#xa0;h %2&#xa0;min</translation>
    </message>
    <message>
        <source>, everything again</source>
        <translation>, tout à nouveau</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>une personne</translation>
    </message>
    <message>
        <source>a reader</source>
        <translation>un lecteur</translation>
    </message>
    <message>
        <source>the background</source>
        <translation>l’arrière-plan</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Passage</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Ajouté</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Figé</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Libéré</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Épinglé</translation>
    </message>
    <message>
        <source>Unpinned</source>
        <translation>Désépinglé</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Signalé</translation>
    </message>
    <message>
        <source>Report closed</source>
        <translation>Signalement clos</translation>
    </message>
    <message>
        <source>Pruned</source>
        <translation>Élagué</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>Forgotten</source>
        <translation>Oublié</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Sauté</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Repris</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandé par</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>At the source</source>
        <translation>À la source</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Récupéré</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Requêtes</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Instantané</translation>
    </message>
    <message>
        <source>%1, which readers get since</source>
        <translation>%1, que les lecteurs obtiennent depuis</translation>
    </message>
    <message>
        <source>Answers the report</source>
        <translation>Répond au signalement</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Command after</source>
        <translation>Commande ensuite</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Caches</translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>Keeps the local copy of customers&apos; data fresh</source>
        <translation>Garde à jour la copie locale des données des clients</translation>
    </message>
</context>
<context>
    <name>BindingKey</name>
    <message>
        <source>where the data comes from; globs and {yyyy-MM-dd} may stand in its path</source>
        <translation>d’où viennent les données&#x202f;; le chemin peut contenir des motifs et {yyyy-MM-dd}</translation>
    </message>
    <message>
        <source>take only files that match; may be repeated</source>
        <translation>ne prendre que les fichiers qui correspondent&#x202f;; peut être répété</translation>
    </message>
    <message>
        <source>leave out files that match; may be repeated</source>
        <translation>laisser de côté les fichiers qui correspondent&#x202f;; peut être répété</translation>
    </message>
    <message>
        <source>how long a look counts: daily (the default), daily@06:30, every:15m, weekdays@06:30, cron:30 6 * * 1-5, manual, always</source>
        <translation>combien de temps vaut une consultation&#xa0;: daily (par défaut), daily@06:30, every:15m, weekdays@06:30, cron:30 6 * * 1-5, manual, always</translation>
    </message>
    <message>
        <source>deadline for the customer&apos;s upload: 06:00, weekdays@06:00, a cron line; past it the dataset is late</source>
        <translation>heure limite du dépôt du client&#xa0;: 06:00, weekdays@06:00, une ligne cron&#x202f;; passé ce terme, le jeu de données est en retard</translation>
    </message>
    <message>
        <source>take a changed listing only once it has held still for D, such as 2m</source>
        <translation>ne prendre un changement qu’une fois resté stable pendant D, par exemple 2m</translation>
    </message>
    <message>
        <source>take only the newest N files; 0 takes all</source>
        <translation>ne prendre que les N fichiers les plus récents&#x202f;; 0 les prend tous</translation>
    </message>
    <message>
        <source>take only files younger than D, such as 7d</source>
        <translation>ne prendre que les fichiers plus récents que D, par exemple 7d</translation>
    </message>
    <message>
        <source>how many snapshots are kept (7)</source>
        <translation>combien d’instantanés sont conservés (7)</translation>
    </message>
    <message>
        <source>a source that lists nothing is an empty snapshot, not a failure</source>
        <translation>une source qui ne liste rien donne un instantané vide, pas un échec</translation>
    </message>
    <message>
        <source>give readers the stale copy when the source cannot be asked</source>
        <translation>donner aux lecteurs la copie périmée quand la source ne répond pas</translation>
    </message>
    <message>
        <source>the name under which the credentials are kept; never a secret</source>
        <translation>le nom sous lequel les identifiants sont gardés&#x202f;; jamais un secret</translation>
    </message>
    <message>
        <source>the store that a bucket is in, where that is not the scheme&apos;s own: minio.local:9000, https://s3.example.com</source>
        <translation>le stockage où est le bucket, si ce n’est pas celui du schéma&#xa0;: minio.local:9000, https://s3.example.com</translation>
    </message>
    <message>
        <source>the bucket&apos;s region, such as eu-west-1; else it is found out</source>
        <translation>la région du bucket, telle que eu-west-1&#x202f;; sinon elle est trouvée</translation>
    </message>
    <message>
        <source>whether the bucket stands in the path or in the host name; else as the store is used to</source>
        <translation>si le bucket est dans le chemin ou dans le nom d’hôte&#x202f;; sinon selon l’usage du stockage</translation>
    </message>
    <message>
        <source>the bucket is public: sign nothing</source>
        <translation>le bucket est public&#xa0;: ne rien signer</translation>
    </message>
    <message>
        <source>agree to be charged for requests and bytes of a bucket that wants that</source>
        <translation>accepter de payer les requêtes et les octets d’un bucket qui le demande</translation>
    </message>
    <message>
        <source>which of the provider&apos;s own sign-ins on this machine: an AWS profile, a gcloud configuration, a credentials file, an Azure subscription</source>
        <translation>laquelle des connexions au fournisseur sur cette machine&#xa0;: un profil AWS, une configuration de gcloud, un fichier d’identifiants, un abonnement Azure</translation>
    </message>
    <message>
        <source>open archives while fetching: auto drops them afterwards, keep keeps them beside their files (never)</source>
        <translation>ouvre les archives à la récupération&#xa0;: auto les écarte ensuite, keep les garde à côté de leurs fichiers (never)</translation>
    </message>
    <message>
        <source>how often the background looks again (15m; off for a command)</source>
        <translation>à quel rythme l’arrière-plan consulte de nouveau (15m&#x202f;; off pour une commande)</translation>
    </message>
    <message>
        <source>a command to run once new data landed, such as the script that loads it; it finds the snapshot in $LARDER_PATH</source>
        <translation>une commande à lancer une fois de nouvelles données arrivées, comme le script qui les charge&#x202f;; elle trouve l’instantané dans $LARDER_PATH</translation>
    </message>
    <message>
        <source>how long its commands may take (1h)</source>
        <translation>combien de temps ses commandes peuvent durer (1h)</translation>
    </message>
    <message>
        <source>the dataset&apos;s time zone, such as Europe/Paris; customer: that of its customer (the default)</source>
        <translation>le fuseau horaire du jeu de données, tel que Europe/Paris&#x202f;; customer&#xa0;: celui du client (par défaut)</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n snapshot</source>
        <translation>
            <numerusform>%n instantané</numerusform>
            <numerusform>%n instantanés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n snapshots</source>
        <translation>
            <numerusform>%n instantané</numerusform>
            <numerusform>%n instantanés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dataset</source>
        <translation>
            <numerusform>%n jeu de données</numerusform>
            <numerusform>%n jeux de données</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n datasets</source>
        <translation>
            <numerusform>%n jeu de données</numerusform>
            <numerusform>%n jeux de données</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cache</source>
        <translation>
            <numerusform>%n cache</numerusform>
            <numerusform>%n caches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches</source>
        <translation>
            <numerusform>%n cache</numerusform>
            <numerusform>%n caches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item</source>
        <translation>
            <numerusform>%n élément</numerusform>
            <numerusform>%n éléments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n élément</numerusform>
            <numerusform>%n éléments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CredentialKind</name>
    <message>
        <source>access key of S3</source>
        <translation>clé d’accès à S3</translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation>Identifiant de la clé</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>Clé secrète</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>Jeton de session</translation>
    </message>
    <message>
        <source>service account of Google Cloud</source>
        <translation>compte de service de Google Cloud</translation>
    </message>
    <message>
        <source>Key file (JSON)</source>
        <translation>Fichier de clé (JSON)</translation>
    </message>
    <message>
        <source>access key of an Azure storage account</source>
        <translation>clé d’accès à un compte de stockage Azure</translation>
    </message>
    <message>
        <source>Account key</source>
        <translation>Clé du compte</translation>
    </message>
    <message>
        <source>shared access signature of Azure</source>
        <translation>signature d’accès partagé d’Azure</translation>
    </message>
    <message>
        <source>Shared access signature</source>
        <translation>Signature d’accès partagé</translation>
    </message>
    <message>
        <source>application of Entra ID</source>
        <translation>application d’Entra ID</translation>
    </message>
    <message>
        <source>Tenant ID</source>
        <translation>Identifiant du locataire</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Identifiant du client</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Secret du client</translation>
    </message>
    <message>
        <source>user and password of a web server</source>
        <translation>utilisateur et mot de passe d’un serveur web</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>token of a web server</source>
        <translation>jeton d’un serveur web</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
</context>
<context>
    <name>DatasetActivityModel</name>
    <message>
        <source>background</source>
        <translation>arrière-plan</translation>
    </message>
    <message>
        <source>a reader</source>
        <translation>un lecteur</translation>
    </message>
    <message>
        <source>a person, forced</source>
        <translation>une personne, forcé</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>une personne</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>binding changed</source>
        <translation>liaison modifiée</translation>
    </message>
    <message>
        <source>held</source>
        <translation>figé</translation>
    </message>
    <message>
        <source>released</source>
        <translation>libéré</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglé</translation>
    </message>
    <message>
        <source>unpinned</source>
        <translation>désépinglé</translation>
    </message>
    <message>
        <source>reported to the customer</source>
        <translation>signalé au client</translation>
    </message>
    <message>
        <source>report closed</source>
        <translation>signalement clos</translation>
    </message>
    <message>
        <source>pruned</source>
        <translation>élagué</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>vérifié</translation>
    </message>
    <message>
        <source>forgotten</source>
        <translation>oublié</translation>
    </message>
    <message>
        <source>Changes: %1</source>
        <translation>Changements&#xa0;: %1</translation>
    </message>
    <message>
        <source>Answers the report “%1”</source>
        <translation>Répond au signalement «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Readers get snapshot %1 since then</source>
        <translation>Les lecteurs obtiennent depuis l’instantané %1</translation>
    </message>
    <message>
        <source>What its command said is shown on the Activity page</source>
        <translation>Ce que sa commande a dit se trouve sur la page Activité</translation>
    </message>
</context>
<context>
    <name>DatasetItem</name>
    <message>
        <source>Nothing fetched yet</source>
        <translation>Encore rien de récupéré</translation>
    </message>
    <message>
        <source>The source does not say</source>
        <translation>La source ne le dit pas</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1&#x202f;; %2</translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation>attend son tour</translation>
    </message>
    <message>
        <source>asking the source what is there</source>
        <translation>demande à la source ce qui s’y trouve</translation>
    </message>
    <message>
        <source>the upload is still changing; waiting until it settles</source>
        <translation>le dépôt change encore&#x202f;; attend qu’il se stabilise</translation>
    </message>
    <message>
        <source>fetching %1 of %2 files</source>
        <translation>récupère %1 fichiers sur %2</translation>
    </message>
    <message>
        <source>fetching the new upload</source>
        <translation>récupère le nouveau dépôt</translation>
    </message>
    <message>
        <source>putting the new snapshot in place</source>
        <translation>met en place le nouvel instantané</translation>
    </message>
    <message numerus="yes">
        <source>%n upload</source>
        <translation>
            <numerusform>%n dépôt</numerusform>
            <numerusform>%n dépôts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uploads</source>
        <translation>
            <numerusform>%n dépôt</numerusform>
            <numerusform>%n dépôts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>identical content once</source>
        <translation>
            <numerusform>contenu identique %n fois</numerusform>
            <numerusform>contenu identique %n fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>identical content %n times</source>
        <translation>
            <numerusform>contenu identique %n fois</numerusform>
            <numerusform>contenu identique %n fois</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failure</source>
        <translation>
            <numerusform>%n échec</numerusform>
            <numerusform>%n échecs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failures</source>
        <translation>
            <numerusform>%n échec</numerusform>
            <numerusform>%n échecs</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing happened</source>
        <translation>il ne s’est rien passé</translation>
    </message>
    <message>
        <source>Last %1 days: uploads on %2, re-uploads on %3, failures on %4; today: %5</source>
        <translation>%1 derniers jours&#xa0;: dépôts sur %2, nouveaux dépôts sur %3, échecs sur %4&#x202f;; aujourd’hui&#xa0;: %5</translation>
    </message>
    <message>
        <source>unpacking what came</source>
        <translation>décompression de ce qui est arrivé</translation>
    </message>
    <message>
        <source>running the command that comes after</source>
        <translation>exécution de la commande qui suit</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>stopped before it began</source>
        <translation>arrêté avant d’avoir commencé</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
</context>
<context>
    <name>KeyLabels</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Only files like</source>
        <translation>Seuls fichiers</translation>
    </message>
    <message>
        <source>everything; one pattern a line, such as **/*.csv</source>
        <translation>tout&#x202f;; un motif par ligne, par exemple **/*.csv</translation>
    </message>
    <message>
        <source>Not files like</source>
        <translation>Sauf</translation>
    </message>
    <message>
        <source>nothing; one pattern a line, such as *.tmp</source>
        <translation>rien&#x202f;; un motif par ligne, par exemple *.tmp</translation>
    </message>
    <message>
        <source>Goes stale</source>
        <translation>Se périme</translation>
    </message>
    <message>
        <source>Time zone of its own</source>
        <translation>Fuseau horaire propre</translation>
    </message>
    <message>
        <source>Upload expected by</source>
        <translation>Dépôt attendu avant</translation>
    </message>
    <message>
        <source>Must hold still for</source>
        <translation>Doit rester stable</translation>
    </message>
    <message>
        <source>Look again after</source>
        <translation>Consulter après</translation>
    </message>
    <message>
        <source>Only the newest</source>
        <translation>Seulement les derniers</translation>
    </message>
    <message>
        <source>Only younger than</source>
        <translation>Plus récents que</translation>
    </message>
    <message>
        <source>Snapshots to keep</source>
        <translation>Instantanés à garder</translation>
    </message>
    <message>
        <source>Empty source</source>
        <translation>Source vide</translation>
    </message>
    <message>
        <source>is an empty snapshot, not a failure</source>
        <translation>donne un instantané vide, pas un échec</translation>
    </message>
    <message>
        <source>Source down</source>
        <translation>Source en panne</translation>
    </message>
    <message>
        <source>gives readers the stale copy</source>
        <translation>donne aux lecteurs la copie périmée</translation>
    </message>
    <message>
        <source>Signed in as profile</source>
        <translation>Connecté par le profil</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Bucket stands in the</source>
        <translation>Bucket dans</translation>
    </message>
    <message>
        <source>Public bucket</source>
        <translation>Bucket public</translation>
    </message>
    <message>
        <source>sign nothing</source>
        <translation>ne rien signer</translation>
    </message>
    <message>
        <source>Requester pays</source>
        <translation>Le demandeur paie</translation>
    </message>
    <message>
        <source>agree to be charged</source>
        <translation>accepter d’être facturé</translation>
    </message>
    <message>
        <source>Another store</source>
        <translation>Autre stockage</translation>
    </message>
    <message>
        <source>Then run</source>
        <translation>Lancer ensuite</translation>
    </message>
    <message>
        <source>Commands may take</source>
        <translation>Durée des commandes</translation>
    </message>
    <message>
        <source>Signed in by</source>
        <translation>Connexion par</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>Les archives</translation>
    </message>
    <message>
        <source>stay as they are</source>
        <translation>restent telles quelles</translation>
    </message>
    <message>
        <source>are unpacked, and dropped</source>
        <translation>sont décompressées, puis abandonnées</translation>
    </message>
    <message>
        <source>are unpacked, and kept</source>
        <translation>sont décompressées, et gardées</translation>
    </message>
    <message>
        <source>part that the store is used to</source>
        <translation>la partie habituelle du service</translation>
    </message>
    <message>
        <source>path</source>
        <translation>le chemin</translation>
    </message>
    <message>
        <source>host name</source>
        <translation>le nom d’hôte</translation>
    </message>
</context>
<context>
    <name>RunTally</name>
    <message>
        <source>%1 waits for its turn</source>
        <translation>%1 attend son tour</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>Consultation de %1</translation>
    </message>
    <message>
        <source>Waiting until the upload of %1 settles</source>
        <translation>Attend que le dépôt de %1 se stabilise</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>Récupération de %1</translation>
    </message>
    <message>
        <source>Refreshing %1 datasets</source>
        <translation>Actualisation de %1 jeux de données</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>encore %1</translation>
    </message>
    <message>
        <source>Running the command after %1</source>
        <translation>Exécution de la commande après %1</translation>
    </message>
</context>
<context>
    <name>SchemeForm</name>
    <message>
        <source>Files on a web server</source>
        <translation>Fichiers sur un serveur web</translation>
    </message>
    <message>
        <source>A page that lists files, or one file. The end may be a pattern, such as /exports/*.csv, and {yyyy-MM-dd} anywhere in the path means the day.</source>
        <translation>Une page qui liste des fichiers, ou un seul fichier. La fin peut être un motif, tel que /exports/*.csv, et {yyyy-MM-dd} n’importe où dans le chemin désigne le jour.</translation>
    </message>
    <message>
        <source>A folder or file on this computer</source>
        <translation>Un dossier ou un fichier de cet ordinateur</translation>
    </message>
    <message>
        <source>Everything below a folder belongs to it. The end may be a pattern, such as /data/*.csv, and {yyyy-MM-dd} anywhere in the path means the day.</source>
        <translation>Tout ce qui est sous un dossier en fait partie. La fin peut être un motif, tel que /data/*.csv, et {yyyy-MM-dd} n’importe où dans le chemin désigne le jour.</translation>
    </message>
    <message>
        <source>A bucket of S3</source>
        <translation>Un bucket S3</translation>
    </message>
    <message>
        <source>On AWS, or on any store that speaks S3. The end may be a pattern, such as s3://bucket/daily/*.csv, and {yyyy-MM-dd} anywhere below the bucket means the day.</source>
        <translation>Sur AWS, ou sur tout stockage qui parle S3. La fin peut être un motif, tel que s3://bucket/jour/*.csv, et {yyyy-MM-dd} où que ce soit sous le bucket désigne le jour.</translation>
    </message>
    <message>
        <source>A bucket of Google Cloud Storage</source>
        <translation>Un bucket de Google Cloud Storage</translation>
    </message>
    <message>
        <source>Signed in as gcloud is. The end may be a pattern, such as gs://bucket/daily/*.csv, and {yyyy-MM-dd} anywhere below the bucket means the day.</source>
        <translation>Avec la connexion de gcloud. La fin peut être un motif, tel que gs://bucket/jour/*.csv, et {yyyy-MM-dd} où que ce soit sous le bucket désigne le jour.</translation>
    </message>
    <message>
        <source>A command of your own</source>
        <translation>Une commande à vous</translation>
    </message>
    <message>
        <source>The shell runs it on this computer, as you. What it leaves in the directory $LARDER_OUT is the dataset. It is not run before you say so.</source>
        <translation>Le shell l’exécute sur cet ordinateur, en votre nom. Ce qu’elle laisse dans le dossier $LARDER_OUT est le jeu de données. Elle n’est pas lancée avant que vous le demandiez.</translation>
    </message>
    <message>
        <source>A container of Azure Blob Storage</source>
        <translation>Un conteneur d’Azure Blob Storage</translation>
    </message>
    <message>
        <source>Signed in as the az command is, or by the environment. The end may be a pattern, such as az://account/container/daily/*.csv, and {yyyy-MM-dd} anywhere below the container means the day.</source>
        <translation>Avec la connexion de la commande az, ou celle de l’environnement. La fin peut être un motif, tel que az://compte/conteneur/jour/*.csv, et {yyyy-MM-dd} où que ce soit sous le conteneur désigne le jour.</translation>
    </message>
    <message>
        <source>Files on a host by SFTP</source>
        <translation>Des fichiers d’un hôte par SFTP</translation>
    </message>
    <message>
        <source>Signed in as ssh is: by your keys, where known_hosts knows the host. The end may be a pattern, such as sftp://me@host/exports/*.csv, /~/ is your own folder there, and {yyyy-MM-dd} anywhere in the path means the day.</source>
        <translation>Avec la connexion de ssh&#xa0;: par vos clés, si known_hosts connaît l’hôte. La fin peut être un motif, tel que sftp://moi@hôte/exports/*.csv, /~/ est votre propre dossier là-bas, et {yyyy-MM-dd} n’importe où dans le chemin désigne le jour.</translation>
    </message>
    <message>
        <source>A remote of rclone</source>
        <translation>Un distant de rclone</translation>
    </message>
    <message>
        <source>Google Drive, Dropbox, WebDAV, FTP and whatever else your rclone is set up for. The end may be a pattern, such as rclone:acme:exports/*.csv, and {yyyy-MM-dd} anywhere in the path means the day.</source>
        <translation>Google Drive, Dropbox, WebDAV, FTP et tout ce pour quoi votre rclone est configuré. La fin peut être un motif, tel que rclone:acme:exports/*.csv, et {yyyy-MM-dd} n’importe où dans le chemin désigne le jour.</translation>
    </message>
</context>
<context>
    <name>StateFace</name>
    <message>
        <source>Sign in</source>
        <translation>Connexion</translation>
    </message>
    <message numerus="yes">
        <source>%n sign-in needed</source>
        <translation>
            <numerusform>%n connexion requise</numerusform>
            <numerusform>%n connexions requises</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n en échec</numerusform>
            <numerusform>%n en échec</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Absent</translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n absent</numerusform>
            <numerusform>%n absents</numerusform>
        </translation>
    </message>
    <message>
        <source>Late</source>
        <translation>En retard</translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n en retard</numerusform>
            <numerusform>%n en retard</numerusform>
        </translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Périmé</translation>
    </message>
    <message numerus="yes">
        <source>%n stale</source>
        <translation>
            <numerusform>%n périmé</numerusform>
            <numerusform>%n périmés</numerusform>
        </translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Figé</translation>
    </message>
    <message numerus="yes">
        <source>%n held</source>
        <translation>
            <numerusform>%n figé</numerusform>
            <numerusform>%n figés</numerusform>
        </translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>À jour</translation>
    </message>
    <message numerus="yes">
        <source>%n fresh</source>
        <translation>
            <numerusform>%n à jour</numerusform>
            <numerusform>%n à jour</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for re-upload</source>
        <translation>
            <numerusform>%n attend un nouveau dépôt</numerusform>
            <numerusform>%n attendent un nouveau dépôt</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Consultation</translation>
    </message>
    <message numerus="yes">
        <source>%n checking</source>
        <translation>
            <numerusform>%n en consultation</numerusform>
            <numerusform>%n en consultation</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Récupération</translation>
    </message>
    <message numerus="yes">
        <source>%n fetching</source>
        <translation>
            <numerusform>%n en récupération</numerusform>
            <numerusform>%n en récupération</numerusform>
        </translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>En difficulté</translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n en difficulté</numerusform>
            <numerusform>%n en difficulté</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>cannot %1: %2</source>
        <translation>n’a pas pu %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>flush the directory</source>
        <translation>vider le tampon du dossier</translation>
    </message>
    <message>
        <source>create the directory</source>
        <translation>créer le dossier</translation>
    </message>
    <message>
        <source>write</source>
        <translation>écrire</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lire</translation>
    </message>
    <message>
        <source>cannot read: %1</source>
        <translation>lecture impossible&#xa0;: %1</translation>
    </message>
    <message>
        <source>cannot start the program: %1</source>
        <translation>impossible de lancer le programme&#xa0;: %1</translation>
    </message>
    <message>
        <source>the program does not end</source>
        <translation>le programme ne se termine pas</translation>
    </message>
    <message>
        <source>make room with `larder prune`, lower `keep`, or move the store to a larger disk</source>
        <translation>faites de la place avec `larder prune`, baissez `keep`, ou déplacez le stockage sur un plus grand disque</translation>
    </message>
    <message>
        <source>make this place writable for you, or choose another with LARDER_HOME</source>
        <translation>donnez-vous le droit d’écrire à cet endroit, ou choisissez-en un autre avec LARDER_HOME</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>stopped before it began</source>
        <translation>arrêté avant d’avoir commencé</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>mémoire insuffisante</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>réessayez</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a time</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un instant</translation>
    </message>
    <message>
        <source>write 2026-08-01T23:00, 2026-08-01 or 2026-08-01T21:00:00Z</source>
        <translation>écrivez 2026-08-01T23:00, 2026-08-01 ou 2026-08-01T21:00:00Z</translation>
    </message>
    <message>
        <source>an invented instant may not be written into the real home</source>
        <translation>un instant inventé ne peut être écrit dans le vrai dossier de Larder</translation>
    </message>
    <message>
        <source>set LARDER_HOME to a home for trying things out</source>
        <translation>désignez par LARDER_HOME un dossier d’essai</translation>
    </message>
    <message>
        <source>%1 cannot be &quot;%2&quot;</source>
        <translation>%1 ne peut pas être «&#xa0;%2&#xa0;»</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>écrivez %1</translation>
    </message>
    <message>
        <source>a size such as 500M or 20G, or off</source>
        <translation>une taille telle que 500M ou 20G, ou off</translation>
    </message>
    <message>
        <source>two times such as 22:00-07:00, or off</source>
        <translation>deux heures telles que 22:00-07:00, ou off</translation>
    </message>
    <message>
        <source>a whole number from 1 to %1</source>
        <translation>un nombre entier de 1 à %1</translation>
    </message>
    <message>
        <source>there is no place for the settings</source>
        <translation>il n’y a pas d’endroit pour les réglages</translation>
    </message>
    <message>
        <source>set HOME or LARDER_HOME to an absolute path</source>
        <translation>donnez à HOME ou LARDER_HOME un chemin absolu</translation>
    </message>
    <message>
        <source>cannot read the settings</source>
        <translation>impossible de lire les réglages</translation>
    </message>
    <message>
        <source>mend or remove the file; until then every setting has its default</source>
        <translation>réparez ou supprimez le fichier&#x202f;; d’ici là, chaque réglage a sa valeur par défaut</translation>
    </message>
    <message>
        <source>%1; until then it is %2</source>
        <translation>%1&#x202f;; d’ici là, c’est %2</translation>
    </message>
    <message>
        <source>cannot write the settings</source>
        <translation>impossible d’écrire les réglages</translation>
    </message>
    <message>
        <source>another process reads the catalog, which still holds traces of what was forgotten</source>
        <translation>un autre processus lit le catalogue, qui garde encore des traces de ce qui a été oublié</translation>
    </message>
    <message>
        <source>run the same command again</source>
        <translation>relancez la même commande</translation>
    </message>
    <message>
        <source>open the catalog&apos;s lock</source>
        <translation>ouvrir le verrou du catalogue</translation>
    </message>
    <message>
        <source>lock the catalog</source>
        <translation>verrouiller le catalogue</translation>
    </message>
    <message>
        <source>another process keeps the catalog locked</source>
        <translation>un autre processus garde le catalogue verrouillé</translation>
    </message>
    <message>
        <source>try again; if it stays so, end the other larder processes</source>
        <translation>réessayez&#x202f;; si cela persiste, arrêtez les autres processus larder</translation>
    </message>
    <message>
        <source>the catalog is another program&apos;s database</source>
        <translation>le catalogue est la base d’un autre programme</translation>
    </message>
    <message>
        <source>the catalog was made by a newer Larder (its version is %1, this one knows %2)</source>
        <translation>le catalogue vient d’un Larder plus récent (sa version est %1, celui-ci connaît %2)</translation>
    </message>
    <message>
        <source>update Larder, or move this file away: it is made again, only the activity log is lost</source>
        <translation>mettez Larder à jour, ou écartez ce fichier&#xa0;: il est refait, seul le journal d’activité est perdu</translation>
    </message>
    <message>
        <source>there is no catalog yet</source>
        <translation>il n’y a pas encore de catalogue</translation>
    </message>
    <message>
        <source>the catalog is not up to date yet</source>
        <translation>le catalogue n’est pas encore à jour</translation>
    </message>
    <message>
        <source>set the damaged catalog aside</source>
        <translation>mettre de côté le catalogue endommagé</translation>
    </message>
    <message>
        <source>remove a damaged catalog</source>
        <translation>supprimer un catalogue endommagé</translation>
    </message>
    <message>
        <source>the disk of the catalog is full</source>
        <translation>le disque du catalogue est plein</translation>
    </message>
    <message>
        <source>make room, then try again</source>
        <translation>faites de la place, puis réessayez</translation>
    </message>
    <message>
        <source>the catalog is damaged: %1</source>
        <translation>le catalogue est endommagé&#xa0;: %1</translation>
    </message>
    <message>
        <source>cannot use the catalog: %1</source>
        <translation>impossible d’utiliser le catalogue&#xa0;: %1</translation>
    </message>
    <message>
        <source>the catalog is damaged</source>
        <translation>le catalogue est endommagé</translation>
    </message>
    <message>
        <source>the customer&apos;s file is not readable</source>
        <translation>le fichier du client est illisible</translation>
    </message>
    <message>
        <source>the binding&apos;s file is not readable</source>
        <translation>le fichier de la liaison est illisible</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a dataset name</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nom de jeu de données</translation>
    </message>
    <message>
        <source>write customer/dataset, each of a-z 0-9 . _ - and at most 64 long, such as acme/shipments</source>
        <translation>écrivez client/jeu, chacun en a-z 0-9 . _ - et long de 64 au plus, tel que acme/shipments</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a snapshot</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un instantané</translation>
    </message>
    <message>
        <source>`larder history %1` lists them</source>
        <translation>`larder history %1` les liste</translation>
    </message>
    <message>
        <source>the manifest is damaged: %1</source>
        <translation>le manifeste est endommagé&#xa0;: %1</translation>
    </message>
    <message>
        <source>`larder verify --repair` fetches the data again</source>
        <translation>`larder verify --repair` récupère à nouveau les données</translation>
    </message>
    <message>
        <source>its header is not readable</source>
        <translation>son en-tête est illisible</translation>
    </message>
    <message>
        <source>its number of files is wrong</source>
        <translation>son nombre de fichiers est faux</translation>
    </message>
    <message>
        <source>line %1 is not readable</source>
        <translation>la ligne %1 est illisible</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>sa fin manque</translation>
    </message>
    <message>
        <source>the record is not readable</source>
        <translation>la fiche est illisible</translation>
    </message>
    <message>
        <source>a run&apos;s report is not readable</source>
        <translation>le compte rendu d’un passage est illisible</translation>
    </message>
    <message>
        <source>a pause cannot end before it begins</source>
        <translation>une pause ne peut finir avant de commencer</translation>
    </message>
    <message>
        <source>write a duration such as 1h, or tomorrow</source>
        <translation>écrivez une durée telle que 1h, ou tomorrow</translation>
    </message>
    <message>
        <source>cannot end the pause: %1</source>
        <translation>impossible de finir la pause&#xa0;: %1</translation>
    </message>
    <message>
        <source>“%1” is no time of day</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une heure</translation>
    </message>
    <message>
        <source>give hours and minutes from 00:00 to 23:59, such as %1@06:30</source>
        <translation>donnez heures et minutes de 00:00 à 23:59, par exemple %1@06:30</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>minute</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>heure</translation>
    </message>
    <message>
        <source>day of month</source>
        <translation>jour du mois</translation>
    </message>
    <message>
        <source>month</source>
        <translation>mois</translation>
    </message>
    <message>
        <source>day of week</source>
        <translation>jour de la semaine</translation>
    </message>
    <message>
        <source>“%1” is no %2 of a cron line</source>
        <translation>«&#xa0;%1&#xa0;» ne convient pas (%2) dans une ligne cron</translation>
    </message>
    <message>
        <source>minute hour day-of-month month day-of-week, such as 30 6 * * 1-5; %1 goes from %2 to %3</source>
        <translation>minute heure jour-du-mois mois jour-de-semaine, par exemple 30 6 * * 1-5&#x202f;; %1 va de %2 à %3</translation>
    </message>
    <message>
        <source>“%1” is no cron line: it needs five fields</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une ligne cron&#xa0;: il faut cinq champs</translation>
    </message>
    <message>
        <source>minute hour day-of-month month day-of-week, such as 30 6 * * 1-5</source>
        <translation>minute heure jour-du-mois mois jour-de-semaine, par exemple 30 6 * * 1-5</translation>
    </message>
    <message>
        <source>the cron line “%1” names a date that never comes</source>
        <translation>la ligne cron «&#xa0;%1&#xa0;» désigne une date qui n’arrive jamais</translation>
    </message>
    <message>
        <source>check its day of month and its month</source>
        <translation>vérifiez son jour du mois et son mois</translation>
    </message>
    <message>
        <source>“%1” is no policy: “%2” is no duration</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une règle&#xa0;: «&#xa0;%2&#xa0;» n’est pas une durée</translation>
    </message>
    <message>
        <source>give a number with s, m, h or d, such as every:15m; to ask at every read use always</source>
        <translation>donnez un nombre avec s, m, h ou d, tel que every:15m&#x202f;; pour interroger à chaque lecture, utilisez always</translation>
    </message>
    <message>
        <source>“%1” is no deadline for an upload</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une heure limite de dépôt</translation>
    </message>
    <message>
        <source>use 06:00, weekdays@06:00 or a cron line such as 30 6 * * 1-5</source>
        <translation>utilisez 06:00, weekdays@06:00 ou une ligne cron telle que 30 6 * * 1-5</translation>
    </message>
    <message>
        <source>“%1” is no policy</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une règle</translation>
    </message>
    <message>
        <source>use daily, daily@06:30, every:15m, weekdays@06:30, cron:30 6 * * 1-5, manual or always</source>
        <translation>utilisez daily, daily@06:30, every:15m, weekdays@06:30, cron:30 6 * * 1-5, manual ou always</translation>
    </message>
    <message>
        <source>“%1” is no time zone</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un fuseau horaire</translation>
    </message>
    <message>
        <source>give a name of the IANA database, such as Europe/Paris or UTC</source>
        <translation>donnez un nom de la base IANA, tel que Europe/Paris ou UTC</translation>
    </message>
    <message>
        <source>%1 (after %2 attempts)</source>
        <translation>%1 (après %2 essais)</translation>
    </message>
    <message>
        <source>the server asks to wait for %1 s; try again after that</source>
        <translation>le serveur demande d’attendre %1&#xa0;s&#x202f;; réessayez ensuite</translation>
    </message>
    <message>
        <source>the server is in trouble; try again later</source>
        <translation>le serveur est en difficulté&#x202f;; réessayez plus tard</translation>
    </message>
    <message>
        <source>check what this address lets anybody read; a folder may have its listing switched off</source>
        <translation>vérifiez ce que cette adresse laisse lire à tous&#x202f;; un dossier peut avoir sa liste désactivée</translation>
    </message>
    <message>
        <source>the server is still preparing the file; try again later</source>
        <translation>le serveur prépare encore le fichier&#x202f;; réessayez plus tard</translation>
    </message>
    <message>
        <source>check the URL</source>
        <translation>vérifiez l’URL</translation>
    </message>
    <message>
        <source>check the proxy settings: http_proxy, https_proxy, ALL_PROXY</source>
        <translation>vérifiez les réglages du proxy&#xa0;: http_proxy, https_proxy, ALL_PROXY</translation>
    </message>
    <message>
        <source>it changed at the source while it was asked for; refresh again</source>
        <translation>il a changé à la source pendant la demande&#x202f;; actualisez à nouveau</translation>
    </message>
    <message>
        <source>the server asks for fewer requests; try again later</source>
        <translation>le serveur demande moins de requêtes&#x202f;; réessayez plus tard</translation>
    </message>
    <message>
        <source>this network wants a sign-in first: open a web page in a browser</source>
        <translation>ce réseau veut d’abord une connexion&#xa0;: ouvrez une page web dans un navigateur</translation>
    </message>
    <message>
        <source>check the network connection and the host name in the URL</source>
        <translation>vérifiez la connexion réseau et le nom d’hôte dans l’URL</translation>
    </message>
    <message>
        <source>the host&apos;s name cannot be resolved</source>
        <translation>le nom de l’hôte ne peut être résolu</translation>
    </message>
    <message>
        <source>the proxy&apos;s name cannot be resolved</source>
        <translation>le nom du proxy ne peut être résolu</translation>
    </message>
    <message>
        <source>the server cannot be reached</source>
        <translation>le serveur est injoignable</translation>
    </message>
    <message>
        <source>no connection was made in time</source>
        <translation>aucune connexion établie à temps</translation>
    </message>
    <message>
        <source>the server stopped sending</source>
        <translation>le serveur a cessé d’envoyer</translation>
    </message>
    <message>
        <source>try again; LARDER_HTTP_STALL_SECONDS sets how long to wait</source>
        <translation>réessayez&#x202f;; LARDER_HTTP_STALL_SECONDS fixe combien attendre</translation>
    </message>
    <message>
        <source>the answer ended before it was whole</source>
        <translation>la réponse s’est arrêtée avant d’être complète</translation>
    </message>
    <message>
        <source>the server sent more bytes than it announced</source>
        <translation>le serveur a envoyé plus d’octets qu’annoncé</translation>
    </message>
    <message>
        <source>try again; if it stays, tell who runs the server</source>
        <translation>réessayez&#x202f;; si cela persiste, prévenez le responsable du serveur</translation>
    </message>
    <message>
        <source>the connection broke</source>
        <translation>la connexion s’est rompue</translation>
    </message>
    <message>
        <source>the answer is not valid HTTP</source>
        <translation>la réponse n’est pas du HTTP valide</translation>
    </message>
    <message>
        <source>check that the URL names a web server</source>
        <translation>vérifiez que l’URL désigne un serveur web</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not trusted</source>
        <translation>le certificat du serveur n’est pas reconnu</translation>
    </message>
    <message>
        <source>check the host name and this computer&apos;s clock; name your own authority&apos;s file in SSL_CERT_FILE</source>
        <translation>vérifiez le nom d’hôte et l’horloge de cet ordinateur&#x202f;; désignez votre propre autorité dans SSL_CERT_FILE</translation>
    </message>
    <message>
        <source>no secure connection could be made</source>
        <translation>aucune connexion sûre n’a pu être établie</translation>
    </message>
    <message>
        <source>check that the server speaks TLS on this port</source>
        <translation>vérifiez que le serveur parle TLS sur ce port</translation>
    </message>
    <message>
        <source>the URL cannot be used</source>
        <translation>l’URL est inutilisable</translation>
    </message>
    <message>
        <source>an http or https URL without user or password is needed</source>
        <translation>il faut une URL http ou https sans utilisateur ni mot de passe</translation>
    </message>
    <message>
        <source>this computer cannot carry the request</source>
        <translation>cet ordinateur ne peut porter la requête</translation>
    </message>
    <message>
        <source>check memory, open files, and the files named in SSL_CERT_FILE or CURL_CA_BUNDLE</source>
        <translation>vérifiez la mémoire, les fichiers ouverts, et ceux que désignent SSL_CERT_FILE ou CURL_CA_BUNDLE</translation>
    </message>
    <message>
        <source>the server answered %1</source>
        <translation>le serveur a répondu %1</translation>
    </message>
    <message>
        <source>the server answered %1 (%2)</source>
        <translation>le serveur a répondu %1 (%2)</translation>
    </message>
    <message>
        <source>%1 must be a whole number from %2 to %3</source>
        <translation>%1 doit être un nombre entier de %2 à %3</translation>
    </message>
    <message>
        <source>correct it or unset it</source>
        <translation>corrigez-le ou supprimez-le</translation>
    </message>
    <message>
        <source>an absolute http or https URL without user or password is needed</source>
        <translation>il faut une URL http ou https absolue, sans utilisateur ni mot de passe</translation>
    </message>
    <message>
        <source>this is not an http or https URL</source>
        <translation>ce n’est pas une URL http ou https</translation>
    </message>
    <message>
        <source>this URL names no host</source>
        <translation>cette URL ne désigne aucun hôte</translation>
    </message>
    <message>
        <source>this URL carries a user or password</source>
        <translation>cette URL porte un utilisateur ou un mot de passe</translation>
    </message>
    <message>
        <source>this is not a valid URL</source>
        <translation>ce n’est pas une URL valide</translation>
    </message>
    <message>
        <source>the server redirects to something that is not an http or https URL</source>
        <translation>le serveur redirige vers autre chose qu’une URL http ou https</translation>
    </message>
    <message>
        <source>give the URL that the server means</source>
        <translation>donnez l’URL que le serveur désigne</translation>
    </message>
    <message>
        <source>the server redirects from https to http, which would be open to everyone</source>
        <translation>le serveur redirige de https vers http, lisible par tous</translation>
    </message>
    <message>
        <source>ask who runs the server, or give the http URL yourself</source>
        <translation>demandez au responsable du serveur, ou donnez vous-même l’URL http</translation>
    </message>
    <message>
        <source>the server redirects in a circle</source>
        <translation>le serveur redirige en rond</translation>
    </message>
    <message>
        <source>check the URL in a browser</source>
        <translation>vérifiez l’URL dans un navigateur</translation>
    </message>
    <message>
        <source>the server redirects more than %1 times</source>
        <translation>le serveur redirige plus de %1 fois</translation>
    </message>
    <message>
        <source>%1 is not a date placeholder</source>
        <translation>%1 n’est pas un marqueur de date</translation>
    </message>
    <message>
        <source>write for example {yyyy-MM-dd}, {yyyyMMdd} or {yyyy-MM-dd:-1d}; a brace itself is %1 or %2 in a URL</source>
        <translation>écrivez par exemple {yyyy-MM-dd}, {yyyyMMdd} ou {yyyy-MM-dd:-1d}&#x202f;; une accolade seule s’écrit %1 ou %2 dans une URL</translation>
    </message>
    <message>
        <source>a brace in the path belongs to no date placeholder</source>
        <translation>une accolade du chemin n’appartient à aucun marqueur de date</translation>
    </message>
    <message>
        <source>write %1 or %2 in a URL for the character itself</source>
        <translation>écrivez %1 ou %2 dans une URL pour le caractère lui-même</translation>
    </message>
    <message>
        <source>a file: address names a path on this machine, not a host</source>
        <translation>une adresse file: désigne un chemin de cette machine, pas un hôte</translation>
    </message>
    <message>
        <source>write file:///path, or mount the share and bind its path</source>
        <translation>écrivez file:///chemin, ou montez le partage et liez son chemin</translation>
    </message>
    <message>
        <source>the path is not absolute</source>
        <translation>le chemin n’est pas absolu</translation>
    </message>
    <message>
        <source>write it from / on</source>
        <translation>écrivez-le à partir de /</translation>
    </message>
    <message>
        <source>the path is not valid UTF-8</source>
        <translation>le chemin n’est pas de l’UTF-8 valide</translation>
    </message>
    <message>
        <source>the address has a &apos;#&apos;</source>
        <translation>l’adresse contient un «&#xa0;#&#xa0;»</translation>
    </message>
    <message>
        <source>write %23 for a &apos;#&apos; in a name</source>
        <translation>écrivez %23 pour un «&#xa0;#&#xa0;» dans un nom</translation>
    </message>
    <message>
        <source>the address has a &apos;.&apos; or &apos;..&apos; segment</source>
        <translation>l’adresse contient un segment «&#xa0;.&#xa0;» ou «&#xa0;..&#xa0;»</translation>
    </message>
    <message>
        <source>write the address that is meant</source>
        <translation>écrivez l’adresse voulue</translation>
    </message>
    <message>
        <source>the address of a folder cannot have a query</source>
        <translation>l’adresse d’un dossier ne peut avoir de requête</translation>
    </message>
    <message>
        <source>&apos;?&apos; begins the query of a URL; as a pattern use --include</source>
        <translation>«&#xa0;?&#xa0;» ouvre la requête d’une URL&#x202f;; pour un motif, utilisez --include</translation>
    </message>
    <message>
        <source>Larder keeps its own files there</source>
        <translation>Larder y garde ses propres fichiers</translation>
    </message>
    <message>
        <source>name the folder that the customer&apos;s files lie in</source>
        <translation>indiquez le dossier où se trouvent les fichiers du client</translation>
    </message>
    <message>
        <source>the address is empty</source>
        <translation>l’adresse est vide</translation>
    </message>
    <message>
        <source>another person&apos;s home cannot be named by ~</source>
        <translation>le dossier d’une autre personne ne peut être désigné par ~</translation>
    </message>
    <message>
        <source>write the whole path</source>
        <translation>écrivez le chemin complet</translation>
    </message>
    <message>
        <source>the address holds a password, which is not kept in an address</source>
        <translation>l’adresse contient un mot de passe, qui ne se garde pas dans une adresse</translation>
    </message>
    <message>
        <source>leave user and password out; a binding is no place for them</source>
        <translation>retirez utilisateur et mot de passe&#x202f;; une liaison n’est pas leur place</translation>
    </message>
    <message>
        <source>a date placeholder can only stand in the path of an address</source>
        <translation>un marqueur de date ne peut se trouver que dans le chemin d’une adresse</translation>
    </message>
    <message>
        <source>have it renamed at the source, or leave it out with --exclude</source>
        <translation>faites-le renommer à la source, ou écartez-le avec --exclude</translation>
    </message>
    <message>
        <source>is not valid UTF-8, so the name cannot be kept exactly</source>
        <translation>n’est pas de l’UTF-8 valide, le nom ne peut être gardé tel quel</translation>
    </message>
    <message>
        <source>holds control characters</source>
        <translation>contient des caractères de contrôle</translation>
    </message>
    <message>
        <source>is longer than %1 bytes</source>
        <translation>dépasse %1&#xa0;octets</translation>
    </message>
    <message>
        <source>has an empty, &apos;.&apos; or &apos;..&apos; segment</source>
        <translation>a un segment vide, «&#xa0;.&#xa0;» ou «&#xa0;..&#xa0;»</translation>
    </message>
    <message>
        <source>has a name of more than %1 bytes</source>
        <translation>a un nom de plus de %1&#xa0;octets</translation>
    </message>
    <message>
        <source>is a file and a directory at once</source>
        <translation>est à la fois un fichier et un dossier</translation>
    </message>
    <message>
        <source>ignored %1: %2</source>
        <translation>ignoré&#xa0;: %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>ignored %1 %2, such as %3</source>
        <translation>ignorés&#xa0;: %1 %2, tel que %3</translation>
    </message>
    <message>
        <source>ask its owner for read permission, or leave it out with --exclude</source>
        <translation>demandez à son propriétaire le droit de lecture, ou écartez-le avec --exclude</translation>
    </message>
    <message>
        <source>see whether its disk or share is mounted and answers</source>
        <translation>voyez si son disque ou son partage est monté et répond</translation>
    </message>
    <message>
        <source>leave it out with --exclude</source>
        <translation>écartez-le avec --exclude</translation>
    </message>
    <message>
        <source>the file changed while it was fetched</source>
        <translation>le fichier a changé pendant la récupération</translation>
    </message>
    <message>
        <source>this is neither a file nor a directory</source>
        <translation>ce n’est ni un fichier ni un dossier</translation>
    </message>
    <message>
        <source>this is not a directory</source>
        <translation>ce n’est pas un dossier</translation>
    </message>
    <message>
        <source>leave the final &apos;/&apos; out to bind the file</source>
        <translation>retirez le «&#xa0;/&#xa0;» final pour lier le fichier</translation>
    </message>
    <message>
        <source>the directory that holds the dated paths is not there</source>
        <translation>le dossier qui contient les chemins datés n’est pas là</translation>
    </message>
    <message>
        <source>see whether its disk or share is mounted</source>
        <translation>voyez si son disque ou son partage est monté</translation>
    </message>
    <message>
        <source>find the source</source>
        <translation>trouver la source</translation>
    </message>
    <message>
        <source>read the file</source>
        <translation>lire le fichier</translation>
    </message>
    <message>
        <source>open the directory</source>
        <translation>ouvrir le dossier</translation>
    </message>
    <message>
        <source>read the directory</source>
        <translation>lire le dossier</translation>
    </message>
    <message>
        <source>look at</source>
        <translation>examiner</translation>
    </message>
    <message>
        <source>a special file</source>
        <translation>un fichier spécial</translation>
    </message>
    <message>
        <source>special files</source>
        <translation>fichiers spéciaux</translation>
    </message>
    <message>
        <source>the directory holds more than %1 files</source>
        <translation>le dossier contient plus de %1 fichiers</translation>
    </message>
    <message>
        <source>bind a part of it, or leave some out with --exclude</source>
        <translation>liez-en une partie, ou écartez-en avec --exclude</translation>
    </message>
    <message>
        <source>directories are nested more than %1 deep</source>
        <translation>les dossiers sont imbriqués sur plus de %1 niveaux</translation>
    </message>
    <message>
        <source>follow the link</source>
        <translation>suivre le lien</translation>
    </message>
    <message>
        <source>a link that leads nowhere</source>
        <translation>un lien qui ne mène nulle part</translation>
    </message>
    <message>
        <source>links that lead nowhere</source>
        <translation>liens qui ne mènent nulle part</translation>
    </message>
    <message>
        <source>a link to a directory</source>
        <translation>un lien vers un dossier</translation>
    </message>
    <message>
        <source>links to directories</source>
        <translation>liens vers des dossiers</translation>
    </message>
    <message>
        <source>a link that leads out of the directory</source>
        <translation>un lien qui sort du dossier</translation>
    </message>
    <message>
        <source>links that lead out of the directory</source>
        <translation>liens qui sortent du dossier</translation>
    </message>
    <message>
        <source>the pattern &quot;%1&quot; %2</source>
        <translation>le motif «&#xa0;%1&#xa0;» %2</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>est vide</translation>
    </message>
    <message>
        <source>has a &apos;[&apos; without a &apos;]&apos;; write [[] for the character itself</source>
        <translation>a un «&#xa0;[&#xa0;» sans «&#xa0;]&#xa0;»&#x202f;; écrivez [[] pour le caractère lui-même</translation>
    </message>
    <message>
        <source>the server does not say where the file ends, so a broken download would look like a whole one</source>
        <translation>le serveur ne dit pas où finit le fichier&#xa0;: un téléchargement rompu semblerait complet</translation>
    </message>
    <message>
        <source>have it send Content-Length</source>
        <translation>faites-lui envoyer Content-Length</translation>
    </message>
    <message>
        <source>the server sent a part of the file, unasked</source>
        <translation>le serveur a envoyé une partie du fichier sans qu’on la demande</translation>
    </message>
    <message>
        <source>the file is gone since it was listed</source>
        <translation>le fichier a disparu depuis qu’il a été listé</translation>
    </message>
    <message>
        <source>the server leads to a web page instead of the file</source>
        <translation>le serveur mène à une page web au lieu du fichier</translation>
    </message>
    <message>
        <source>see in a browser what it asks for: most likely to sign in</source>
        <translation>voyez dans un navigateur ce qu’il demande&#xa0;: sans doute de se connecter</translation>
    </message>
    <message>
        <source>the index page names it, but the server does not have it</source>
        <translation>la page d’index le nomme, mais le serveur ne l’a pas</translation>
    </message>
    <message>
        <source>leave it out with --exclude if it stays like that</source>
        <translation>écartez-le avec --exclude si cela persiste</translation>
    </message>
    <message>
        <source>the address of a folder gives no index page but %1</source>
        <translation>l’adresse d’un dossier ne donne pas de page d’index mais %1</translation>
    </message>
    <message>
        <source>leave the final &apos;/&apos; out to bind a file</source>
        <translation>retirez le «&#xa0;/&#xa0;» final pour lier un fichier</translation>
    </message>
    <message>
        <source>the index page is longer than %1 MB</source>
        <translation>la page d’index dépasse %1&#xa0;Mo</translation>
    </message>
    <message>
        <source>bind a part of it, or a single file</source>
        <translation>liez-en une partie, ou un seul fichier</translation>
    </message>
    <message>
        <source>the index page was cut short</source>
        <translation>la page d’index a été tronquée</translation>
    </message>
    <message>
        <source>a folder that leads elsewhere by a redirect</source>
        <translation>un dossier qui mène ailleurs par une redirection</translation>
    </message>
    <message>
        <source>folders that lead elsewhere by a redirect</source>
        <translation>dossiers qui mènent ailleurs par une redirection</translation>
    </message>
    <message>
        <source>the folder holds more than %1 files</source>
        <translation>le dossier contient plus de %1 fichiers</translation>
    </message>
    <message>
        <source>folders are nested more than %1 deep</source>
        <translation>les dossiers sont imbriqués sur plus de %1 niveaux</translation>
    </message>
    <message>
        <source>there are more than %1 folders</source>
        <translation>il y a plus de %1 dossiers</translation>
    </message>
    <message>
        <source>the file&apos;s name holds a &apos;/&apos;</source>
        <translation>le nom du fichier contient un «&#xa0;/&#xa0;»</translation>
    </message>
    <message>
        <source>a link that is not http</source>
        <translation>un lien qui n’est pas http</translation>
    </message>
    <message>
        <source>links that are not http</source>
        <translation>liens qui ne sont pas http</translation>
    </message>
    <message>
        <source>a link to another host</source>
        <translation>un lien vers un autre hôte</translation>
    </message>
    <message>
        <source>links to other hosts</source>
        <translation>liens vers d’autres hôtes</translation>
    </message>
    <message>
        <source>a link with a query</source>
        <translation>un lien avec une requête</translation>
    </message>
    <message>
        <source>links with a query</source>
        <translation>liens avec une requête</translation>
    </message>
    <message>
        <source>a link that leads out of the folder</source>
        <translation>un lien qui sort du dossier</translation>
    </message>
    <message>
        <source>links that lead out of the folder</source>
        <translation>liens qui sortent du dossier</translation>
    </message>
    <message>
        <source>the index page holds more than %1 KB without a link</source>
        <translation>la page d’index contient plus de %1&#xa0;ko sans lien</translation>
    </message>
    <message>
        <source>the address gives a page that is not an index of files</source>
        <translation>l’adresse donne une page qui n’est pas un index de fichiers</translation>
    </message>
    <message>
        <source>bind a folder whose listing the server shows (nginx autoindex, Apache mod_autoindex), or a single file without a final &apos;/&apos;</source>
        <translation>liez un dossier dont le serveur montre la liste (nginx autoindex, Apache mod_autoindex), ou un seul fichier sans «&#xa0;/&#xa0;» final</translation>
    </message>
    <message>
        <source>the index page cannot be read</source>
        <translation>la page d’index est illisible</translation>
    </message>
    <message>
        <source>the index page holds a link of more than %1 bytes</source>
        <translation>la page d’index contient un lien de plus de %1&#xa0;octets</translation>
    </message>
    <message>
        <source>the source does not say when %1 of %2 files were modified: they are taken by &quot;since&quot; and count as the oldest for &quot;newest&quot;</source>
        <translation>la source ne dit pas quand %1 fichiers sur %2 ont été modifiés&#xa0;: «&#xa0;since&#xa0;» les prend, et «&#xa0;newest&#xa0;» les tient pour les plus anciens</translation>
    </message>
    <message>
        <source>nothing can be fetched by &quot;%1:&quot;</source>
        <translation>rien ne peut être récupéré par «&#xa0;%1:&#xa0;»</translation>
    </message>
    <message>
        <source>the known schemes are %1; a path needs none</source>
        <translation>les schémas connus sont %1&#x202f;; un chemin n’en demande pas</translation>
    </message>
    <message>
        <source>write the archive</source>
        <translation>écrire l’archive</translation>
    </message>
    <message>
        <source>cannot write the archive: %1</source>
        <translation>impossible d’écrire l’archive&#xa0;: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the store is damaged</source>
        <translation>«&#xa0;%1&#xa0;» est endommagé dans le stockage</translation>
    </message>
    <message>
        <source>`larder verify --repair` mends it</source>
        <translation>`larder verify --repair` le répare</translation>
    </message>
    <message>
        <source>open the snapshot</source>
        <translation>ouvrir l’instantané</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no archive that can be written</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas une archive que l’on sache écrire</translation>
    </message>
    <message>
        <source>end it with .zip, .tar.gz or .tar.zst</source>
        <translation>terminez-la par .zip, .tar.gz ou .tar.zst</translation>
    </message>
    <message>
        <source>open the store&apos;s contents</source>
        <translation>ouvrir le contenu du stockage</translation>
    </message>
    <message>
        <source>the held snapshot %1 is gone from the store</source>
        <translation>l’instantané figé %1 a disparu du stockage</translation>
    </message>
    <message>
        <source>current.json is not readable</source>
        <translation>current.json est illisible</translation>
    </message>
    <message>
        <source>cannot read the manifest: %1</source>
        <translation>impossible de lire le manifeste&#xa0;: %1</translation>
    </message>
    <message>
        <source>the record is missing</source>
        <translation>la fiche manque</translation>
    </message>
    <message>
        <source>%1 exists already</source>
        <translation>%1 existe déjà</translation>
    </message>
    <message>
        <source>`larder set %1 …` changes it</source>
        <translation>`larder set %1 …` le modifie</translation>
    </message>
    <message>
        <source>there is no dataset %1</source>
        <translation>il n’y a pas de jeu de données %1</translation>
    </message>
    <message>
        <source>`larder list` shows them all</source>
        <translation>`larder list` les montre tous</translation>
    </message>
    <message>
        <source>the settings of %1 were changed meanwhile</source>
        <translation>les réglages de %1 ont changé entre-temps</translation>
    </message>
    <message>
        <source>%1 has no snapshot %2</source>
        <translation>%1 n’a pas d’instantané %2</translation>
    </message>
    <message>
        <source>the store&apos;s disk cannot tell &quot;%1&quot; from another name</source>
        <translation>le disque du stockage ne distingue pas «&#xa0;%1&#xa0;» d’un autre nom</translation>
    </message>
    <message>
        <source>the store&apos;s disk cannot keep the name &quot;%1&quot;</source>
        <translation>le disque du stockage ne peut garder le nom «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>leave it out with --exclude, or move the store to another disk</source>
        <translation>écartez-le avec --exclude, ou déplacez le stockage sur un autre disque</translation>
    </message>
    <message>
        <source>move aside</source>
        <translation>mettre de côté</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>mettre de côté</translation>
    </message>
    <message>
        <source>cannot look whether everything is gone</source>
        <translation>impossible de voir si tout a disparu</translation>
    </message>
    <message>
        <source>something of %1 is left</source>
        <translation>il reste quelque chose de %1</translation>
    </message>
    <message>
        <source>remove it by hand, or run `larder forget` again</source>
        <translation>supprimez-le à la main, ou relancez `larder forget`</translation>
    </message>
    <message>
        <source>there is no customer %1</source>
        <translation>il n’y a pas de client %1</translation>
    </message>
    <message>
        <source>this store belongs to another home, or its data folder was deleted</source>
        <translation>ce stockage est celui d’un autre Larder, ou son dossier de données a été supprimé</translation>
    </message>
    <message>
        <source>move it away or delete it, or choose another home with LARDER_HOME</source>
        <translation>écartez-le ou supprimez-le, ou choisissez un autre dossier avec LARDER_HOME</translation>
    </message>
    <message>
        <source>there is no place for Larder&apos;s data</source>
        <translation>il n’y a pas d’endroit pour les données de Larder</translation>
    </message>
    <message>
        <source>LARDER_HOME is no absolute path: &quot;%1&quot;</source>
        <translation>LARDER_HOME n’est pas un chemin absolu&#xa0;: «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>set HOME, or LARDER_HOME to an absolute path</source>
        <translation>donnez à HOME, ou à LARDER_HOME, un chemin absolu</translation>
    </message>
    <message>
        <source>this home has no store to replace</source>
        <translation>il n’y a pas ici de stockage à remplacer</translation>
    </message>
    <message>
        <source>the store is not lost: it is here</source>
        <translation>le stockage n’est pas perdu&#xa0;: il est ici</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a customer&apos;s name</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nom de client</translation>
    </message>
    <message>
        <source>%1 still has datasets</source>
        <translation>%1 a encore des jeux de données</translation>
    </message>
    <message>
        <source>`larder forget %1` removes them too</source>
        <translation>`larder forget %1` les supprime aussi</translation>
    </message>
    <message>
        <source>this home got another store meanwhile</source>
        <translation>un autre stockage a été mis en place entre-temps</translation>
    </message>
    <message>
        <source>start again</source>
        <translation>recommencez</translation>
    </message>
    <message>
        <source>ask for free space</source>
        <translation>demander l’espace libre</translation>
    </message>
    <message>
        <source>%1 are needed, and the store&apos;s disk has %2 left</source>
        <translation>il faut %1, et il reste %2 au disque du stockage</translation>
    </message>
    <message>
        <source>the dataset is gone</source>
        <translation>le jeu de données a disparu</translation>
    </message>
    <message>
        <source>open the lock</source>
        <translation>ouvrir le verrou</translation>
    </message>
    <message>
        <source>%1 is in use by another process</source>
        <translation>%1 est utilisé par un autre processus</translation>
    </message>
    <message>
        <source>%1 is in use by process %2</source>
        <translation>%1 est utilisé par le processus %2</translation>
    </message>
    <message>
        <source>wait for it, or look at it with `ps -p %1`: it may be stopped</source>
        <translation>attendez-le, ou examinez-le avec `ps -p %1`&#xa0;: il est peut-être arrêté</translation>
    </message>
    <message>
        <source>stopped while waiting for %1</source>
        <translation>arrêté en attendant %1</translation>
    </message>
    <message>
        <source>the record of %1</source>
        <translation>la fiche de %1</translation>
    </message>
    <message>
        <source>the store</source>
        <translation>le stockage</translation>
    </message>
    <message>
        <source>a copy differs from its original</source>
        <translation>une copie diffère de son original</translation>
    </message>
    <message>
        <source>the store&apos;s new place must be an absolute path</source>
        <translation>le nouvel emplacement du stockage doit être un chemin absolu</translation>
    </message>
    <message>
        <source>the store&apos;s new place must lie outside of the old one</source>
        <translation>le nouvel emplacement du stockage doit être hors de l’ancien</translation>
    </message>
    <message>
        <source>the store&apos;s new place is not empty</source>
        <translation>le nouvel emplacement du stockage n’est pas vide</translation>
    </message>
    <message>
        <source>the new place has no room for the store</source>
        <translation>le nouvel emplacement n’a pas la place pour le stockage</translation>
    </message>
    <message>
        <source>choose a larger disk, or make the store smaller with `larder prune`</source>
        <translation>choisissez un plus grand disque, ou réduisez le stockage avec `larder prune`</translation>
    </message>
    <message>
        <source>a file of the store is damaged</source>
        <translation>un fichier du stockage est endommagé</translation>
    </message>
    <message>
        <source>`larder verify --repair` first</source>
        <translation>`larder verify --repair` d’abord</translation>
    </message>
    <message>
        <source>the store&apos;s old place stays: %1</source>
        <translation>l’ancien emplacement du stockage reste&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 newer snapshots are kept</source>
        <translation>%1 instantanés plus récents sont gardés</translation>
    </message>
    <message>
        <source>%1: %2 newer snapshots are kept</source>
        <translation>%1&#xa0;: %2 instantanés plus récents sont gardés</translation>
    </message>
    <message>
        <source>the store is over its budget of %1</source>
        <translation>le stockage dépasse son budget de %1</translation>
    </message>
    <message>
        <source>%1: the store is over its budget of %2</source>
        <translation>%1&#xa0;: le stockage dépasse son budget de %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; should have %2 bytes, and %3 came</source>
        <translation>«&#xa0;%1&#xa0;» devrait faire %2&#xa0;octets, et %3 sont venus</translation>
    </message>
    <message>
        <source>the run was interrupted after its commit and finished later</source>
        <translation>le passage a été interrompu après sa validation, et terminé plus tard</translation>
    </message>
    <message>
        <source>another run has this name</source>
        <translation>un autre passage porte ce nom</translation>
    </message>
    <message>
        <source>the name &quot;%1&quot; cannot be kept: %2</source>
        <translation>le nom «&#xa0;%1&#xa0;» ne peut être gardé&#xa0;: %2</translation>
    </message>
    <message>
        <source>leave it out with --exclude, or ask for another name</source>
        <translation>écartez-le avec --exclude, ou demandez un autre nom</translation>
    </message>
    <message>
        <source>a part of it is empty</source>
        <translation>une partie en est vide</translation>
    </message>
    <message>
        <source>it holds &quot;.&quot; or &quot;..&quot;</source>
        <translation>il contient «&#xa0;.&#xa0;» ou «&#xa0;..&#xa0;»</translation>
    </message>
    <message>
        <source>a part of it is longer than %1 bytes</source>
        <translation>une partie en dépasse %1&#xa0;octets</translation>
    </message>
    <message>
        <source>it is a file and a directory at once</source>
        <translation>c’est à la fois un fichier et un dossier</translation>
    </message>
    <message>
        <source>this disk cannot tell it from &quot;%1&quot;</source>
        <translation>ce disque ne le distingue pas de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <source>it is absolute</source>
        <translation>il est absolu</translation>
    </message>
    <message>
        <source>it is longer than %1 bytes</source>
        <translation>il dépasse %1&#xa0;octets</translation>
    </message>
    <message>
        <source>it is not UTF-8</source>
        <translation>ce n’est pas de l’UTF-8</translation>
    </message>
    <message>
        <source>it holds a control character</source>
        <translation>il contient un caractère de contrôle</translation>
    </message>
    <message>
        <source>the source lists it twice</source>
        <translation>la source le liste deux fois</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the name of a run</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas le nom d’un passage</translation>
    </message>
    <message>
        <source>the stored bytes of &quot;%1&quot; are gone</source>
        <translation>les octets stockés de «&#xa0;%1&#xa0;» ont disparu</translation>
    </message>
    <message>
        <source>`larder verify --repair` fetches them again</source>
        <translation>`larder verify --repair` les récupère à nouveau</translation>
    </message>
    <message>
        <source>move the snapshot to</source>
        <translation>déplacer l’instantané vers</translation>
    </message>
    <message>
        <source>flush the store</source>
        <translation>vider le tampon du stockage</translation>
    </message>
    <message>
        <source>this home was written by a newer Larder</source>
        <translation>ce dossier a été écrit par un Larder plus récent</translation>
    </message>
    <message>
        <source>use that version, or another home by setting LARDER_HOME</source>
        <translation>utilisez cette version, ou un autre dossier par LARDER_HOME</translation>
    </message>
    <message>
        <source>the file that joins data and store is not readable</source>
        <translation>le fichier qui lie données et stockage est illisible</translation>
    </message>
    <message>
        <source>the store with the data is missing</source>
        <translation>le stockage des données manque</translation>
    </message>
    <message>
        <source>mount its disk or put it back; if it is lost for good, `larder doctor --new-store` starts an empty one</source>
        <translation>montez son disque ou remettez-le&#x202f;; s’il est perdu pour de bon, `larder doctor --new-store` en commence un vide</translation>
    </message>
    <message>
        <source>this store belongs to another home</source>
        <translation>ce stockage est celui d’un autre Larder</translation>
    </message>
    <message>
        <source>put the right one back, or choose another home with LARDER_HOME</source>
        <translation>remettez le bon, ou choisissez un autre dossier avec LARDER_HOME</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>manque</translation>
    </message>
    <message>
        <source>has another size</source>
        <translation>a une autre taille</translation>
    </message>
    <message>
        <source>has other bytes</source>
        <translation>a d’autres octets</translation>
    </message>
    <message>
        <source>does not belong there</source>
        <translation>n’a rien à faire là</translation>
    </message>
    <message>
        <source>the activity log was not written: %1</source>
        <translation>le journal d’activité n’a pas été écrit&#xa0;: %1</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>yes ou no</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>a duration such as 90s, 15m, 12h or 7d</source>
        <translation>une durée telle que 90s, 15m, 12h ou 7d</translation>
    </message>
    <message>
        <source>a duration such as 15m, or off</source>
        <translation>une durée telle que 15m, ou off</translation>
    </message>
    <message>
        <source>url is empty</source>
        <translation>l’adresse est vide</translation>
    </message>
    <message>
        <source>there is no key &quot;%1&quot;</source>
        <translation>il n’y a pas de clé «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>keys are %1</source>
        <translation>les clés sont %1</translation>
    </message>
    <message>
        <source>a whole number from 1 on</source>
        <translation>un nombre entier à partir de 1</translation>
    </message>
    <message>
        <source>a whole number from 0 on</source>
        <translation>un nombre entier à partir de 0</translation>
    </message>
    <message>
        <source>`larder set %1 KEY=VALUE` changes it</source>
        <translation>`larder set %1 KEY=VALUE` le modifie</translation>
    </message>
    <message>
        <source>there is no customer &quot;%1&quot;</source>
        <translation>il n’y a pas de client «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>a customer has no key &quot;%1&quot;</source>
        <translation>un client n’a pas de clé «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>keys are name, zone</source>
        <translation>les clés sont name, zone</translation>
    </message>
    <message>
        <source>name: %1 → %2</source>
        <translation>nom&#xa0;: %1 → %2</translation>
    </message>
    <message>
        <source>zone: %1 → %2</source>
        <translation>fuseau&#xa0;: %1 → %2</translation>
    </message>
    <message>
        <source>%1 has no snapshot &quot;%2&quot; any more</source>
        <translation>%1 n’a plus d’instantané «&#xa0;%2&#xa0;»</translation>
    </message>
    <message>
        <source>`larder history %1` lists what is there</source>
        <translation>`larder history %1` liste ce qu’il y a</translation>
    </message>
    <message>
        <source>held at %1</source>
        <translation>figé sur %1</translation>
    </message>
    <message>
        <source>released the hold</source>
        <translation>n’est plus figé</translation>
    </message>
    <message>
        <source>pinned %1</source>
        <translation>%1 épinglé</translation>
    </message>
    <message>
        <source>unpinned %1</source>
        <translation>%1 désépinglé</translation>
    </message>
    <message>
        <source>a report needs words: what is wrong with the upload</source>
        <translation>un signalement demande des mots&#xa0;: ce qui ne va pas dans le dépôt</translation>
    </message>
    <message>
        <source>a report has at most %1 characters</source>
        <translation>un signalement a au plus %1 caractères</translation>
    </message>
    <message>
        <source>no report is open for %1</source>
        <translation>aucun signalement n’est ouvert pour %1</translation>
    </message>
    <message>
        <source>`larder report %1 &quot;what is wrong&quot;` opens one</source>
        <translation>`larder report %1 &quot;ce qui ne va pas&quot;` en ouvre un</translation>
    </message>
    <message>
        <source>closed by hand</source>
        <translation>clos à la main</translation>
    </message>
    <message>
        <source>the source lists nothing that the binding takes</source>
        <translation>la source ne liste rien que la liaison prenne</translation>
    </message>
    <message>
        <source>the source lists nothing</source>
        <translation>la source ne liste rien</translation>
    </message>
    <message>
        <source>the source lists nothing any more, but had %1</source>
        <translation>la source ne liste plus rien, mais avait %1</translation>
    </message>
    <message>
        <source>the source lists nothing that the binding takes any more, but had %1</source>
        <translation>la source ne liste plus rien que la liaison prenne, mais avait %1</translation>
    </message>
    <message>
        <source>the source&apos;s archives hold nothing</source>
        <translation>les archives de la source ne contiennent rien</translation>
    </message>
    <message>
        <source>the source&apos;s archives hold nothing any more, but had %1</source>
        <translation>les archives de la source ne contiennent plus rien, mais avaient %1</translation>
    </message>
    <message>
        <source>see its patterns with `larder dump %1`; if nothing is right, `larder set %1 allow-empty=yes`</source>
        <translation>voyez ses motifs avec `larder dump %1`&#x202f;; si rien est juste, `larder set %1 allow-empty=yes`</translation>
    </message>
    <message>
        <source>if that is right, `larder set %1 allow-empty=yes`</source>
        <translation>si c’est juste, `larder set %1 allow-empty=yes`</translation>
    </message>
    <message>
        <source>the snapshot %1 of %2, which is held, is gone from the store</source>
        <translation>l’instantané %1 de %2, qui est figé, a disparu du stockage</translation>
    </message>
    <message>
        <source>`larder use %1 latest` gives the newest</source>
        <translation>`larder use %1 latest` donne le dernier</translation>
    </message>
    <message>
        <source>--stale-ok gives the older copy</source>
        <translation>--stale-ok donne l’ancienne copie</translation>
    </message>
    <message>
        <source>nothing was pruned: %1</source>
        <translation>rien n’a été élagué&#xa0;: %1</translation>
    </message>
    <message>
        <source>pruning stopped: %1</source>
        <translation>l’élagage s’est arrêté&#xa0;: %1</translation>
    </message>
    <message>
        <source>answered by %1: %2</source>
        <translation>répondu par %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>sweeping stopped: %1</source>
        <translation>le nettoyage s’est arrêté&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 of %2 files have weak validators: nothing differs, and nothing is proven</source>
        <translation>%1 fichiers sur %2 ont des validateurs faibles&#xa0;: rien ne diffère, et rien n’est prouvé</translation>
    </message>
    <message>
        <source>the upload is not complete yet: it is taken when it has not changed for %1 seconds</source>
        <translation>le dépôt n’est pas encore complet&#xa0;: il est pris quand il n’a pas changé pendant %1 secondes</translation>
    </message>
    <message>
        <source>first fetch</source>
        <translation>première récupération</translation>
    </message>
    <message>
        <source>the same files out of other archives</source>
        <translation>les mêmes fichiers, d’autres archives</translation>
    </message>
    <message>
        <source>bound to sample files that Larder wrote into %1</source>
        <translation>lié à des fichiers d’exemple que Larder a écrits dans %1</translation>
    </message>
    <message>
        <source>%1 exists already, and is not Larder&apos;s own sample</source>
        <translation>%1 existe déjà, et n’est pas l’exemple de Larder</translation>
    </message>
    <message>
        <source>forget it, then try the sample again</source>
        <translation>oubliez-le, puis réessayez l’exemple</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>le processus %1</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>un autre processus</translation>
    </message>
    <message>
        <source>%1 is being fetched by %2, which has not moved for %3 seconds</source>
        <translation>%1 est en cours de récupération par %2, immobile depuis %3 secondes</translation>
    </message>
    <message>
        <source>let it continue, or end it, and try again</source>
        <translation>laissez-le continuer, ou arrêtez-le, et réessayez</translation>
    </message>
    <message>
        <source>bound to %1</source>
        <translation>lié à %1</translation>
    </message>
    <message>
        <source>cannot read the file: %1</source>
        <translation>impossible de lire le fichier&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 damaged, %2 restored, %3 to fetch again</source>
        <translation>%1 endommagés, %2 restaurés, %3 à récupérer</translation>
    </message>
    <message>
        <source>removed %1: %2</source>
        <translation>%1 supprimé&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 ajouté(s)</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 modifié(s)</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 supprimé(s)</translation>
    </message>
    <message>
        <source>not asked: %1</source>
        <translation>pas interrogé&#xa0;: %1</translation>
    </message>
    <message>
        <source>not fetched: %1</source>
        <translation>pas récupéré&#xa0;: %1</translation>
    </message>
    <message>
        <source>paused until %1</source>
        <translation>en pause jusqu’à %1</translation>
    </message>
    <message>
        <source>paused until resumed</source>
        <translation>en pause jusqu’à la reprise</translation>
    </message>
    <message>
        <source>this machine is going to sleep</source>
        <translation>cette machine se met en veille</translation>
    </message>
    <message>
        <source>this machine is offline</source>
        <translation>cette machine est hors ligne</translation>
    </message>
    <message>
        <source>the network wants a sign-in page first</source>
        <translation>le réseau demande d’abord une page de connexion</translation>
    </message>
    <message>
        <source>quiet hours until %1</source>
        <translation>heures calmes jusqu’à %1</translation>
    </message>
    <message>
        <source>quiet hours</source>
        <translation>heures calmes</translation>
    </message>
    <message>
        <source>the network is metered</source>
        <translation>le réseau est facturé à l’usage</translation>
    </message>
    <message>
        <source>this machine is on battery</source>
        <translation>cette machine est sur batterie</translation>
    </message>
    <message>
        <source>the sign-in failed for %1</source>
        <translation>la connexion a échoué pour %1</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 fichier</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 fichiers</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1&#xa0;ko</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1&#xa0;Mo</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1&#xa0;Go</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1&#xa0;To</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>permission refusée</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>opération non permise</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>fichier ou dossier introuvable</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>erreur d’entrée-sortie</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>plus de place sur le disque</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>quota de disque dépassé</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>système de fichiers en lecture seule</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>le fichier existe déjà</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>c’est un dossier</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>ce n’est pas un dossier</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>le dossier n’est pas vide</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>périphérique ou ressource occupés</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>trop de fichiers ouverts</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>nom de fichier trop long</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>descripteur de fichier périmé</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>le point de montage n’est pas connecté</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>connexion refusée</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>connexion expirée</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>périphérique ou adresse inconnus</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>trop de liens symboliques imbriqués</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>mémoire insuffisante</translation>
    </message>
    <message>
        <source>Could not resolve host: %1</source>
        <translation>hôte introuvable&#xa0;: %1</translation>
    </message>
    <message>
        <source>Failed to connect to %1 port %2 after %3 ms: %4</source>
        <translation>connexion à %1, port %2, impossible après %3 ms&#xa0;: %4</translation>
    </message>
    <message>
        <source>Could not connect to server</source>
        <translation>serveur injoignable</translation>
    </message>
    <message>
        <source>Couldn&apos;t connect to server</source>
        <translation>serveur injoignable</translation>
    </message>
    <message>
        <source>SSL certificate problem: %1</source>
        <translation>problème de certificat SSL&#xa0;: %1</translation>
    </message>
    <message>
        <source>unable to get local issuer certificate</source>
        <translation>certificat de l’autorité émettrice introuvable</translation>
    </message>
    <message>
        <source>certificate has expired</source>
        <translation>certificat expiré</translation>
    </message>
    <message>
        <source>certificate is not yet valid</source>
        <translation>certificat pas encore valable</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>certificat autosigné</translation>
    </message>
    <message>
        <source>self-signed certificate in certificate chain</source>
        <translation>certificat autosigné dans la chaîne</translation>
    </message>
    <message>
        <source>SSL: no alternative certificate subject name matches target host name &apos;%1&apos;</source>
        <translation>SSL&#xa0;: le certificat n’est pas au nom de l’hôte «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>Recv failure: %1</source>
        <translation>échec de réception&#xa0;: %1</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>connexion coupée par le serveur</translation>
    </message>
    <message>
        <source>Empty reply from server</source>
        <translation>réponse vide du serveur</translation>
    </message>
    <message>
        <source>the credentials do not say readably when they expire</source>
        <translation>les identifiants ne disent pas lisiblement quand ils expirent</translation>
    </message>
    <message>
        <source>what was printed is no AWS credentials</source>
        <translation>ce qui a été affiché n’est pas un jeu d’identifiants AWS</translation>
    </message>
    <message>
        <source>this machine has no role of its own</source>
        <translation>cette machine n’a pas de rôle à elle</translation>
    </message>
    <message>
        <source>%1 cannot be started</source>
        <translation>%1 n’a pas pu être lancé</translation>
    </message>
    <message>
        <source>%1 does not end</source>
        <translation>%1 ne se termine pas</translation>
    </message>
    <message>
        <source>%1 failed with exit %2</source>
        <translation>%1 a échoué avec le code %2</translation>
    </message>
    <message>
        <source>%1 gave credentials that have expired</source>
        <translation>%1 a donné des identifiants expirés</translation>
    </message>
    <message>
        <source>%1 has no credentials</source>
        <translation>%1 n’a pas d’identifiants</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 est vide</translation>
    </message>
    <message>
        <source>%1 printed no credentials</source>
        <translation>%1 n’a affiché aucun identifiant</translation>
    </message>
    <message>
        <source>%1 takes its credentials through the aws command, and the one here is too old</source>
        <translation>%1 prend ses identifiants par la commande aws, et celle-ci est trop ancienne</translation>
    </message>
    <message>
        <source>%1 takes its credentials through the aws command, which is not installed</source>
        <translation>%1 prend ses identifiants par la commande aws, qui n’est pas installée</translation>
    </message>
    <message>
        <source>install AWS CLI version 2</source>
        <translation>installez AWS CLI version 2</translation>
    </message>
    <message>
        <source>`aws sts get-caller-identity` tells what is wrong</source>
        <translation>`aws sts get-caller-identity` dit ce qui ne va pas</translation>
    </message>
    <message>
        <source>add them with `aws configure --profile %1` or `aws configure sso --profile %1`</source>
        <translation>ajoutez-les avec `aws configure --profile %1` ou `aws configure sso --profile %1`</translation>
    </message>
    <message>
        <source>check the role that is attached to the machine</source>
        <translation>vérifiez le rôle attaché à la machine</translation>
    </message>
    <message>
        <source>make it with `aws configure --profile %1` or `aws configure sso`</source>
        <translation>créez-le avec `aws configure --profile %1` ou `aws configure sso`</translation>
    </message>
    <message>
        <source>no AWS credentials were found, and this machine&apos;s role gives none</source>
        <translation>aucun identifiant AWS n’a été trouvé, et le rôle de cette machine n’en donne pas</translation>
    </message>
    <message>
        <source>no AWS credentials were found</source>
        <translation>aucun identifiant AWS n’a été trouvé</translation>
    </message>
    <message>
        <source>run `aws sso login --profile %1`</source>
        <translation>lancez `aws sso login --profile %1`</translation>
    </message>
    <message>
        <source>run it by itself to see what it says; it stands in ~/.aws/config</source>
        <translation>lancez-le seul pour voir ce qu’il dit&#x202f;; il est dans ~/.aws/config</translation>
    </message>
    <message>
        <source>set new ones and start Larder again, or use a profile: `larder set NAME profile=PROFILE`</source>
        <translation>donnez-en de nouveaux et relancez Larder, ou prenez un profil&#xa0;: `larder set NAME profile=PROFILE`</translation>
    </message>
    <message>
        <source>sign in again where its credential_process takes them from</source>
        <translation>reconnectez-vous là où son credential_process les prend</translation>
    </message>
    <message>
        <source>sign in to the profile that it takes its role from; `aws sts get-caller-identity --profile %1` tells what is wrong</source>
        <translation>connectez-vous au profil dont il prend le rôle&#x202f;; `aws sts get-caller-identity --profile %1` dit ce qui ne va pas</translation>
    </message>
    <message>
        <source>sign in with `aws configure` or `aws configure sso`, name a profile with --profile, or use --anonymous for a public bucket</source>
        <translation>connectez-vous avec `aws configure` ou `aws configure sso`, nommez un profil avec --profile, ou prenez --anonymous pour un bucket public</translation>
    </message>
    <message>
        <source>the AWS profile &quot;%1&quot;</source>
        <translation>le profil AWS «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>the aws command gave no credentials for %1</source>
        <translation>la commande aws n’a donné aucun identifiant pour %1</translation>
    </message>
    <message>
        <source>the credential_process of %1</source>
        <translation>le credential_process (%1)</translation>
    </message>
    <message>
        <source>the environment (AWS_ACCESS_KEY_ID)</source>
        <translation>l’environnement (AWS_ACCESS_KEY_ID)</translation>
    </message>
    <message>
        <source>the environment&apos;s role</source>
        <translation>le rôle de l’environnement</translation>
    </message>
    <message>
        <source>the profiles on this machine are %1</source>
        <translation>les profils de cette machine sont %1</translation>
    </message>
    <message>
        <source>the sign-in of %1 has expired or is missing</source>
        <translation>la connexion a expiré ou manque (%1)</translation>
    </message>
    <message>
        <source>there is no AWS profile &quot;%1&quot;</source>
        <translation>il n’y a pas de profil AWS «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>this machine&apos;s role</source>
        <translation>le rôle de cette machine</translation>
    </message>
    <message>
        <source>write new keys with `aws configure --profile %1`</source>
        <translation>écrivez de nouvelles clés avec `aws configure --profile %1`</translation>
    </message>
    <message>
        <source>the bytes that came do not match the checksum that the provider keeps (%1)</source>
        <translation>les octets reçus ne correspondent pas à la somme de contrôle du fournisseur (%1)</translation>
    </message>
    <message>
        <source>try again; if it stays, the object is damaged at the provider</source>
        <translation>réessayez&#x202f;; si cela persiste, l’objet est abîmé chez le fournisseur</translation>
    </message>
    <message>
        <source>all access to this place is switched off</source>
        <translation>tout accès à cet endroit est désactivé</translation>
    </message>
    <message>
        <source>check the address</source>
        <translation>vérifiez l’adresse</translation>
    </message>
    <message>
        <source>check the name of the bucket, and the endpoint if it is not on AWS</source>
        <translation>vérifiez le nom du bucket, et l’adresse du stockage s’il n’est pas sur AWS</translation>
    </message>
    <message>
        <source>have it restored at the provider, or leave it out with --exclude</source>
        <translation>faites-le restaurer chez le fournisseur, ou laissez-le de côté avec --exclude</translation>
    </message>
    <message>
        <source>name it with --region</source>
        <translation>nommez-la avec --region</translation>
    </message>
    <message>
        <source>name its region with --region</source>
        <translation>nommez sa région avec --region</translation>
    </message>
    <message>
        <source>set the clock: the provider refuses requests that are signed 15 minutes off</source>
        <translation>réglez l’horloge&#xa0;: le fournisseur refuse les demandes signées à 15 minutes d’écart</translation>
    </message>
    <message>
        <source>that is not the name of a bucket</source>
        <translation>ce n’est pas un nom de bucket</translation>
    </message>
    <message>
        <source>the bucket is in another region, and its region is not told</source>
        <translation>le bucket est dans une autre région, qui n’est pas dite</translation>
    </message>
    <message>
        <source>the bucket is in another region</source>
        <translation>le bucket est dans une autre région</translation>
    </message>
    <message>
        <source>the credentials are not known</source>
        <translation>les identifiants sont inconnus</translation>
    </message>
    <message>
        <source>the credentials have expired</source>
        <translation>les identifiants ont expiré</translation>
    </message>
    <message>
        <source>the key that encrypts it is switched off</source>
        <translation>la clé qui le chiffre est désactivée</translation>
    </message>
    <message>
        <source>the object is archived</source>
        <translation>l’objet est archivé</translation>
    </message>
    <message>
        <source>the provider asks for fewer requests; try again later</source>
        <translation>le fournisseur demande moins de requêtes&#x202f;; réessayez plus tard</translation>
    </message>
    <message>
        <source>the provider asks to slow down</source>
        <translation>le fournisseur demande de ralentir</translation>
    </message>
    <message>
        <source>the provider denies access to who pays</source>
        <translation>le fournisseur refuse l’accès à qui paie</translation>
    </message>
    <message>
        <source>the provider denies access</source>
        <translation>le fournisseur refuse l’accès</translation>
    </message>
    <message>
        <source>the provider has a problem with the account</source>
        <translation>le fournisseur a un problème avec le compte</translation>
    </message>
    <message>
        <source>the provider is in trouble</source>
        <translation>le fournisseur a des difficultés</translation>
    </message>
    <message>
        <source>the provider waited in vain</source>
        <translation>le fournisseur a attendu en vain</translation>
    </message>
    <message>
        <source>the secret key is wrong</source>
        <translation>la clé secrète est fausse</translation>
    </message>
    <message>
        <source>there is no such bucket</source>
        <translation>ce bucket n’existe pas</translation>
    </message>
    <message>
        <source>there is no such object</source>
        <translation>cet objet n’existe pas</translation>
    </message>
    <message>
        <source>there is no such version of the object</source>
        <translation>cette version de l’objet n’existe pas</translation>
    </message>
    <message>
        <source>this computer&apos;s clock is wrong</source>
        <translation>l’horloge de cet ordinateur est fausse</translation>
    </message>
    <message>
        <source>try again later</source>
        <translation>réessayez plus tard</translation>
    </message>
    <message>
        <source>a folder&apos;s marker that has contents</source>
        <translation>un marqueur de dossier qui a un contenu</translation>
    </message>
    <message>
        <source>folders&apos; markers that have contents</source>
        <translation>marqueurs de dossiers qui ont un contenu</translation>
    </message>
    <message>
        <source>tell who runs the store</source>
        <translation>prévenez qui gère le stockage</translation>
    </message>
    <message>
        <source>the answer is too long for a page of a listing</source>
        <translation>la réponse est trop longue pour une page de liste</translation>
    </message>
    <message>
        <source>the listing goes round in a circle</source>
        <translation>la liste tourne en rond</translation>
    </message>
    <message>
        <source>the listing names an object that was not asked for</source>
        <translation>la liste nomme un objet qui n’a pas été demandé</translation>
    </message>
    <message>
        <source>there are more than %1 objects</source>
        <translation>il y a plus de %1 objets</translation>
    </message>
    <message>
        <source>there is nothing in the bucket under this prefix</source>
        <translation>il n’y a rien dans le bucket sous ce préfixe</translation>
    </message>
    <message>
        <source>check that the endpoint is a store that speaks S3</source>
        <translation>vérifiez que l’adresse est celle d’un stockage qui parle S3</translation>
    </message>
    <message>
        <source>the answer is no listing of a bucket</source>
        <translation>la réponse n’est pas la liste d’un bucket</translation>
    </message>
    <message>
        <source>the listing does not say how it goes on</source>
        <translation>la liste ne dit pas comment elle continue</translation>
    </message>
    <message>
        <source>the listing names an object without a key</source>
        <translation>la liste nomme un objet sans clé</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the name of a bucket</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nom de bucket</translation>
    </message>
    <message>
        <source>ask who owns the bucket to let %1 read it (%2)</source>
        <translation>demandez au propriétaire du bucket de le laisser lire par %1 (%2)</translation>
    </message>
    <message>
        <source>it is not public: leave out --anonymous to sign in</source>
        <translation>il n’est pas public&#xa0;: retirez --anonymous pour vous connecter</translation>
    </message>
    <message>
        <source>leave out --anonymous</source>
        <translation>retirez --anonymous</translation>
    </message>
    <message>
        <source>the address is not valid UTF-8</source>
        <translation>l’adresse n’est pas en UTF-8 valide</translation>
    </message>
    <message>
        <source>the address names no bucket</source>
        <translation>l’adresse ne nomme pas de bucket</translation>
    </message>
    <message>
        <source>the address of a bucket has no query</source>
        <translation>l’adresse d’un bucket n’a pas de paramètres</translation>
    </message>
    <message>
        <source>the bucket wants a sign-in</source>
        <translation>le bucket demande une connexion</translation>
    </message>
    <message>
        <source>the credentials of %1 have expired</source>
        <translation>les identifiants ont expiré (%1)</translation>
    </message>
    <message>
        <source>the endpoint is more than a host and a port</source>
        <translation>l’adresse du stockage est plus qu’un hôte et un port</translation>
    </message>
    <message>
        <source>the endpoint is no http or https address</source>
        <translation>l’adresse du stockage n’est pas une adresse http ou https</translation>
    </message>
    <message>
        <source>the provider does not know the credentials of %1</source>
        <translation>le fournisseur ne connaît pas ces identifiants (%1)</translation>
    </message>
    <message>
        <source>leave it out; a question mark in a name is written as its code</source>
        <translation>retirez-les&#x202f;; un point d’interrogation dans un nom s’écrit par son code</translation>
    </message>
    <message>
        <source>write the store&apos;s address, such as https://s3.example.com or minio.local:9000</source>
        <translation>écrivez l’adresse du stockage, telle que https://s3.example.com ou minio.local:9000</translation>
    </message>
    <message>
        <source>endpoint, region, addressing, profile, anonymous and requester-pays are for buckets</source>
        <translation>endpoint, region, addressing, profile, anonymous et requester-pays sont pour les buckets</translation>
    </message>
    <message>
        <source>leave them out, or bind s3://bucket/prefix/</source>
        <translation>retirez-les, ou liez s3://bucket/prefixe/</translation>
    </message>
    <message>
        <source>path or host</source>
        <translation>path ou host</translation>
    </message>
    <message>
        <source>look in the background</source>
        <translation>regarder en arrière-plan</translation>
    </message>
    <message>
        <source>the private key of the credentials cannot be used</source>
        <translation>la clé privée des identifiants ne peut pas servir</translation>
    </message>
    <message>
        <source>the answer holds no token</source>
        <translation>la réponse ne contient pas de jeton</translation>
    </message>
    <message>
        <source>the credentials name a place to sign in that is not safe</source>
        <translation>les identifiants nomment une adresse de connexion qui n’est pas sûre</translation>
    </message>
    <message>
        <source>it must begin with https://</source>
        <translation>elle doit commencer par https://</translation>
    </message>
    <message>
        <source>the provider refuses the sign-in</source>
        <translation>le fournisseur refuse la connexion</translation>
    </message>
    <message>
        <source>the provider&apos;s sign-in does not answer</source>
        <translation>la connexion au fournisseur ne répond pas</translation>
    </message>
    <message>
        <source>the file holds no Google credentials</source>
        <translation>le fichier ne contient pas d’identifiants Google</translation>
    </message>
    <message>
        <source>the gcloud configuration &quot;%1&quot;</source>
        <translation>la configuration «&#xa0;%1&#xa0;» de gcloud</translation>
    </message>
    <message>
        <source>run `gcloud auth login --configuration %1`</source>
        <translation>lancez `gcloud auth login --configuration %1`</translation>
    </message>
    <message>
        <source>the credentials file %1 cannot be read</source>
        <translation>le fichier d’identifiants %1 ne peut pas être lu</translation>
    </message>
    <message>
        <source>check GOOGLE_APPLICATION_CREDENTIALS, or the profile of the binding</source>
        <translation>vérifiez GOOGLE_APPLICATION_CREDENTIALS, ou le profil de la liaison</translation>
    </message>
    <message>
        <source>the file %1 holds no Google credentials</source>
        <translation>le fichier %1 ne contient pas d’identifiants Google</translation>
    </message>
    <message>
        <source>run `gcloud auth application-default login`</source>
        <translation>lancez `gcloud auth application-default login`</translation>
    </message>
    <message>
        <source>gcloud&apos;s application-default sign-in</source>
        <translation>la connexion par défaut de gcloud (application-default)</translation>
    </message>
    <message>
        <source>the service account %1</source>
        <translation>le compte de service %1</translation>
    </message>
    <message>
        <source>have a new key made for it, and put that into %1</source>
        <translation>faites-lui faire une nouvelle clé, et mettez-la dans %1</translation>
    </message>
    <message>
        <source>the private key of %1 cannot be used</source>
        <translation>la clé privée de %1 ne peut pas servir</translation>
    </message>
    <message>
        <source>%1 takes its credentials through the gcloud command, which is not installed</source>
        <translation>%1 prend ses identifiants par la commande gcloud, qui n’est pas installée</translation>
    </message>
    <message>
        <source>install the Google Cloud CLI</source>
        <translation>installez Google Cloud CLI</translation>
    </message>
    <message>
        <source>this machine&apos;s service account</source>
        <translation>le compte de service de cette machine</translation>
    </message>
    <message>
        <source>check the service account that is attached to the machine</source>
        <translation>vérifiez le compte de service attaché à la machine</translation>
    </message>
    <message>
        <source>run `gcloud auth application-default login`, name a gcloud configuration with --profile, or use --anonymous for a public bucket</source>
        <translation>lancez `gcloud auth application-default login`, nommez une configuration de gcloud avec --profile, ou prenez --anonymous pour un bucket public</translation>
    </message>
    <message>
        <source>no Google credentials were found</source>
        <translation>aucun identifiant Google n’a été trouvé</translation>
    </message>
    <message>
        <source>gcloud&apos;s sign-in</source>
        <translation>la connexion de gcloud</translation>
    </message>
    <message>
        <source>run `gcloud auth login`</source>
        <translation>lancez `gcloud auth login`</translation>
    </message>
    <message>
        <source>the answer is longer than such an answer is</source>
        <translation>la réponse est plus longue que ne l’est une telle réponse</translation>
    </message>
    <message>
        <source>the listing does not say which version of an object is there</source>
        <translation>la liste ne dit pas quelle version d’un objet est là</translation>
    </message>
    <message>
        <source>check that the endpoint is Google Cloud Storage</source>
        <translation>vérifiez que l’adresse du stockage est celle de Google Cloud Storage</translation>
    </message>
    <message>
        <source>the bucket charges who reads it</source>
        <translation>le bucket fait payer qui le lit</translation>
    </message>
    <message>
        <source>agree to be charged with --requester-pays</source>
        <translation>acceptez de payer avec --requester-pays</translation>
    </message>
    <message>
        <source>check the name of the bucket</source>
        <translation>vérifiez le nom du bucket</translation>
    </message>
    <message>
        <source>the credentials of %1 do not say which project is charged</source>
        <translation>les identifiants de %1 ne disent pas quel projet paie</translation>
    </message>
    <message>
        <source>run `gcloud auth application-default set-quota-project PROJECT`, or set GOOGLE_CLOUD_QUOTA_PROJECT</source>
        <translation>lancez `gcloud auth application-default set-quota-project PROJECT`, ou donnez GOOGLE_CLOUD_QUOTA_PROJECT</translation>
    </message>
    <message>
        <source>write %1://bucket/prefix/</source>
        <translation>écrivez %1://bucket/préfixe/</translation>
    </message>
    <message>
        <source>a bucket of this kind has no %1</source>
        <translation>un bucket de cette sorte n’a pas de %1</translation>
    </message>
    <message>
        <source>leave it out</source>
        <translation>laissez-le de côté</translation>
    </message>
    <message>
        <source>write %1://bucket/prefix/; the store&apos;s own address goes into --endpoint</source>
        <translation>écrivez %1://bucket/préfixe/&#x202f;; l’adresse du stockage va dans --endpoint</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; cannot be unpacked because of &quot;%2&quot;: %3</source>
        <translation>l’archive «&#xa0;%1&#xa0;» ne peut être décompressée à cause de «&#xa0;%2&#xa0;»&#xa0;: %3</translation>
    </message>
    <message>
        <source>its name is not UTF-8 text</source>
        <translation>son nom n’est pas un texte UTF-8</translation>
    </message>
    <message>
        <source>its path is absolute</source>
        <translation>son chemin est absolu</translation>
    </message>
    <message>
        <source>its path leads out of the archive&apos;s folder</source>
        <translation>son chemin sort du dossier de l’archive</translation>
    </message>
    <message>
        <source>its path begins with a drive&apos;s letter</source>
        <translation>son chemin commence par une lettre de lecteur</translation>
    </message>
    <message>
        <source>its name has a backslash, which is a folder elsewhere</source>
        <translation>son nom contient une barre oblique inverse, qui est ailleurs un dossier</translation>
    </message>
    <message>
        <source>its name cannot be kept</source>
        <translation>son nom ne peut être gardé</translation>
    </message>
    <message>
        <source>only its case tells it from &quot;%1&quot;</source>
        <translation>seule la casse le distingue de «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>it is a file and a folder at once</source>
        <translation>c’est à la fois un fichier et un dossier</translation>
    </message>
    <message>
        <source>it is there twice</source>
        <translation>il s’y trouve deux fois</translation>
    </message>
    <message>
        <source>another file has its place</source>
        <translation>un autre fichier occupe sa place</translation>
    </message>
    <message>
        <source>it is a link or a device, not a file</source>
        <translation>c’est un lien ou un périphérique, pas un fichier</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; holds more than %2 files</source>
        <translation>l’archive «&#xa0;%1&#xa0;» contient plus de %2 fichiers</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; unpacks to more than %2 bytes</source>
        <translation>l’archive «&#xa0;%1&#xa0;» se décompresse en plus de %2 octets</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; unpacks to more than %2 times its size, as a bomb does</source>
        <translation>l’archive «&#xa0;%1&#xa0;» se décompresse en plus de %2 fois sa taille, comme une bombe</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; is damaged: %2</source>
        <translation>l’archive «&#xa0;%1&#xa0;» est endommagée&#xa0;: %2</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; is encrypted</source>
        <translation>l’archive «&#xa0;%1&#xa0;» est chiffrée</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; is packed in a way that cannot be read: %2</source>
        <translation>l’archive «&#xa0;%1&#xa0;» est compressée d’une façon qui ne peut être lue&#xa0;: %2</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; needs too much memory to unpack</source>
        <translation>l’archive «&#xa0;%1&#xa0;» demande trop de mémoire pour être décompressée</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; takes too long to unpack</source>
        <translation>l’archive «&#xa0;%1&#xa0;» est trop longue à décompresser</translation>
    </message>
    <message>
        <source>the archive &quot;%1&quot; has no file &quot;%2&quot;</source>
        <translation>l’archive «&#xa0;%1&#xa0;» n’a pas de fichier «&#xa0;%2&#xa0;»</translation>
    </message>
    <message>
        <source>cannot read the archive &quot;%1&quot;: %2</source>
        <translation>impossible de lire l’archive «&#xa0;%1&#xa0;»&#xa0;: %2</translation>
    </message>
    <message>
        <source>its reader broke down over it</source>
        <translation>son lecteur a échoué dessus</translation>
    </message>
    <message>
        <source>a file is not as long as it is said to be</source>
        <translation>un fichier n’a pas la longueur annoncée</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>elle est tronquée</translation>
    </message>
    <message>
        <source>its directory is missing or makes no sense</source>
        <translation>son répertoire manque ou n’a pas de sens</translation>
    </message>
    <message>
        <source>its directory and its files do not match</source>
        <translation>son répertoire et ses fichiers ne concordent pas</translation>
    </message>
    <message>
        <source>what the reader of archives says makes no sense</source>
        <translation>ce que dit le lecteur d’archives n’a pas de sens</translation>
    </message>
    <message>
        <source>the program that reads archives cannot be started</source>
        <translation>le programme qui lit les archives ne peut être lancé</translation>
    </message>
    <message>
        <source>ask for a sound archive, or keep it packed with unpack=never</source>
        <translation>demandez une archive saine, ou gardez-la compressée avec unpack=never</translation>
    </message>
    <message>
        <source>see whether it is what the customer meant to send; unpack=never keeps it packed</source>
        <translation>voyez si c’est bien ce que le client voulait envoyer&#x202f;; unpack=never la garde compressée</translation>
    </message>
    <message>
        <source>ask for it to be uploaded again</source>
        <translation>demandez qu’elle soit déposée à nouveau</translation>
    </message>
    <message>
        <source>install Larder again</source>
        <translation>réinstallez Larder</translation>
    </message>
    <message>
        <source>auto, keep or never</source>
        <translation>auto, keep ou never</translation>
    </message>
    <message>
        <source>the command holds a secret, which every user of this machine could read</source>
        <translation>la commande contient un secret, que tout utilisateur de cette machine pourrait lire</translation>
    </message>
    <message>
        <source>let a script of yours read it from its own place</source>
        <translation>laissez un script à vous le lire là où il se trouve</translation>
    </message>
    <message>
        <source>the command is empty</source>
        <translation>la commande est vide</translation>
    </message>
    <message>
        <source>write for example ~/bin/export.sh</source>
        <translation>écrivez par exemple ~/bin/export.sh</translation>
    </message>
    <message>
        <source>the command has control characters</source>
        <translation>la commande contient des caractères de contrôle</translation>
    </message>
    <message>
        <source>write it in one line, or put it into a script</source>
        <translation>écrivez-la sur une ligne, ou mettez-la dans un script</translation>
    </message>
    <message>
        <source>the command did not end within %1</source>
        <translation>la commande ne s’est pas terminée en %1</translation>
    </message>
    <message>
        <source>if it needs longer, set its time-limit</source>
        <translation>s’il lui faut plus de temps, réglez son time-limit</translation>
    </message>
    <message>
        <source>the command ended with exit %1</source>
        <translation>la commande s’est terminée avec le code %1</translation>
    </message>
    <message>
        <source>the command ended with exit %1: %2</source>
        <translation>la commande s’est terminée avec le code %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>the command left no directory at $LARDER_OUT</source>
        <translation>la commande n’a pas laissé de dossier à $LARDER_OUT</translation>
    </message>
    <message>
        <source>let it write into that directory, which is there when it begins</source>
        <translation>faites-la écrire dans ce dossier, qui existe quand elle commence</translation>
    </message>
    <message>
        <source>the command did not leave this file</source>
        <translation>la commande n’a pas laissé ce fichier</translation>
    </message>
    <message>
        <source>the command after %1</source>
        <translation>la commande après %1</translation>
    </message>
    <message>
        <source>what the command said is not kept any more</source>
        <translation>ce que la commande a dit n’est plus conservé</translation>
    </message>
    <message>
        <source>a duration such as 15m or 2h</source>
        <translation>une durée comme 15m ou 2h</translation>
    </message>
    <message>
        <source>set new ones and start Larder again</source>
        <translation>donnez-en de nouveaux et relancez Larder</translation>
    </message>
    <message>
        <source>the environment (%1)</source>
        <translation>l’environnement (%1)</translation>
    </message>
    <message>
        <source>the az command</source>
        <translation>la commande az</translation>
    </message>
    <message>
        <source>the Azure subscription &quot;%1&quot;</source>
        <translation>l’abonnement Azure «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>run `az login`</source>
        <translation>lancez `az login`</translation>
    </message>
    <message>
        <source>no Azure credentials were found</source>
        <translation>aucun identifiant Azure n’a été trouvé</translation>
    </message>
    <message>
        <source>install Azure CLI and run `az login`, set AZURE_STORAGE_CONNECTION_STRING, or use --anonymous for a public container</source>
        <translation>installez Azure CLI et lancez `az login`, donnez AZURE_STORAGE_CONNECTION_STRING, ou prenez --anonymous pour un conteneur public</translation>
    </message>
    <message>
        <source>the answer is no listing of a container</source>
        <translation>la réponse n’est pas la liste d’un conteneur</translation>
    </message>
    <message>
        <source>check that the endpoint is Azure Blob Storage</source>
        <translation>vérifiez que l’adresse du stockage est celle d’Azure Blob Storage</translation>
    </message>
    <message>
        <source>check the names of the account and the container</source>
        <translation>vérifiez les noms du compte et du conteneur</translation>
    </message>
    <message>
        <source>there is no such container</source>
        <translation>ce conteneur n’existe pas</translation>
    </message>
    <message>
        <source>there is no such container, or it is not public</source>
        <translation>ce conteneur n’existe pas, ou n’est pas public</translation>
    </message>
    <message>
        <source>that is not the name of a container</source>
        <translation>ce n’est pas un nom de conteneur</translation>
    </message>
    <message>
        <source>the address names no account and container</source>
        <translation>l’adresse ne nomme pas de compte et de conteneur</translation>
    </message>
    <message>
        <source>write az://account/container/prefix/</source>
        <translation>écrivez az://compte/conteneur/préfixe/</translation>
    </message>
    <message>
        <source>add it to the agent with ssh-add</source>
        <translation>ajoutez-la à l’agent avec ssh-add</translation>
    </message>
    <message>
        <source>ask the host&apos;s owner whether the key was changed; it may also be of another kind, as ssh-keyscan shows</source>
        <translation>demandez au responsable de l’hôte si la clé a changé&#x202f;; elle peut aussi être d’un autre type, comme le montre ssh-keyscan</translation>
    </message>
    <message>
        <source>check the host&apos;s name and this computer&apos;s clock</source>
        <translation>vérifiez le nom de l’hôte et l’horloge de cet ordinateur</translation>
    </message>
    <message>
        <source>check the network connection and the host&apos;s name</source>
        <translation>vérifiez la connexion réseau et le nom de l’hôte</translation>
    </message>
    <message>
        <source>check what this sign-in may read</source>
        <translation>vérifiez ce que cette connexion a le droit de lire</translation>
    </message>
    <message>
        <source>connect once with ssh, compare the fingerprint with what the host&apos;s owner says, and accept it</source>
        <translation>connectez-vous une fois avec ssh, comparez l’empreinte à celle que donne le responsable de l’hôte, et acceptez-la</translation>
    </message>
    <message>
        <source>correct it with `rclone config`, or run `rclone config reconnect %1:`</source>
        <translation>corrigez-la avec `rclone config`, ou lancez `rclone config reconnect %1:`</translation>
    </message>
    <message>
        <source>forward a port to it with `ssh -L`, and bind sftp://localhost:PORT/…</source>
        <translation>redirigez un port vers lui avec `ssh -L`, et liez sftp://localhost:PORT/…</translation>
    </message>
    <message>
        <source>have your public key added there, or add the right key to the agent with ssh-add; a host that wants a password is bound as rclone:REMOTE:path</source>
        <translation>faites-y ajouter votre clé publique, ou ajoutez la bonne clé à l’agent avec ssh-add&#x202f;; un hôte qui veut un mot de passe se lie par rclone:DISTANT:chemin</translation>
    </message>
    <message>
        <source>install a newer rclone</source>
        <translation>installez un rclone plus récent</translation>
    </message>
    <message>
        <source>install it (apt install openssh-client)</source>
        <translation>installez-le (apt install openssh-client)</translation>
    </message>
    <message>
        <source>install rclone 1.60 or newer</source>
        <translation>installez rclone 1.60 ou plus récent</translation>
    </message>
    <message>
        <source>install rclone 1.60 or newer (apt install rclone, or rclone.org/install) so that it is in PATH</source>
        <translation>installez rclone 1.60 ou plus récent (apt install rclone, ou rclone.org/install), de sorte qu’il soit dans PATH</translation>
    </message>
    <message>
        <source>known_hosts cannot be read</source>
        <translation>known_hosts ne peut pas être lu</translation>
    </message>
    <message>
        <source>make it with `rclone config`, and write rclone:REMOTE:path</source>
        <translation>créez-le avec `rclone config`, et écrivez rclone:DISTANT:chemin</translation>
    </message>
    <message>
        <source>no key was found, and no agent runs</source>
        <translation>aucune clé n’a été trouvée, et aucun agent ne tourne</translation>
    </message>
    <message>
        <source>rclone cannot open the file</source>
        <translation>rclone ne peut pas ouvrir le fichier</translation>
    </message>
    <message>
        <source>rclone cannot read it: %1</source>
        <translation>rclone ne peut pas le lire&#xa0;: %1</translation>
    </message>
    <message>
        <source>rclone cannot read its configuration</source>
        <translation>rclone ne peut pas lire sa configuration</translation>
    </message>
    <message>
        <source>rclone does not begin to answer</source>
        <translation>rclone ne commence pas à répondre</translation>
    </message>
    <message>
        <source>rclone does not describe the remote</source>
        <translation>rclone ne décrit pas le distant</translation>
    </message>
    <message>
        <source>rclone ended before it could be asked</source>
        <translation>rclone s’est arrêté avant de pouvoir être interrogé</translation>
    </message>
    <message>
        <source>rclone ended while it was asked</source>
        <translation>rclone s’est arrêté pendant qu’il était interrogé</translation>
    </message>
    <message>
        <source>rclone knows no such remote</source>
        <translation>rclone ne connaît pas ce distant</translation>
    </message>
    <message>
        <source>rclone, which reads this place, is not installed</source>
        <translation>rclone, qui lit cet endroit, n’est pas installé</translation>
    </message>
    <message>
        <source>run `%1` once, compare the fingerprint with what the host&apos;s owner says, and accept it</source>
        <translation>lancez `%1` une fois, comparez l’empreinte à celle que donne le responsable de l’hôte, et acceptez-la</translation>
    </message>
    <message>
        <source>see `rclone listremotes`, or make it with `rclone config`</source>
        <translation>voyez `rclone listremotes`, ou créez-le avec `rclone config`</translation>
    </message>
    <message>
        <source>see what `%1` says</source>
        <translation>voyez ce que dit `%1`</translation>
    </message>
    <message>
        <source>see what `rclone listremotes` says</source>
        <translation>voyez ce que dit `rclone listremotes`</translation>
    </message>
    <message>
        <source>see what `rclone version` says</source>
        <translation>voyez ce que dit `rclone version`</translation>
    </message>
    <message>
        <source>set RCLONE_CONFIG_PASS or RCLONE_PASSWORD_COMMAND where Larder is started</source>
        <translation>définissez RCLONE_CONFIG_PASS ou RCLONE_PASSWORD_COMMAND là où Larder est lancé</translation>
    </message>
    <message>
        <source>ssh, which knows this host, is not installed</source>
        <translation>ssh, qui connaît cet hôte, n’est pas installé</translation>
    </message>
    <message>
        <source>start ssh-agent and add your key with ssh-add</source>
        <translation>démarrez ssh-agent et ajoutez votre clé avec ssh-add</translation>
    </message>
    <message>
        <source>tell who runs the server</source>
        <translation>signalez-le à qui gère le serveur</translation>
    </message>
    <message>
        <source>the address describes a remote instead of naming one</source>
        <translation>l’adresse décrit un distant au lieu d’en nommer un</translation>
    </message>
    <message>
        <source>the address has a query</source>
        <translation>l’adresse a une requête</translation>
    </message>
    <message>
        <source>the address has an empty segment</source>
        <translation>l’adresse a un segment vide</translation>
    </message>
    <message>
        <source>the address has an odd user</source>
        <translation>l’utilisateur de l’adresse est étrange</translation>
    </message>
    <message>
        <source>the address names no host</source>
        <translation>l’adresse ne nomme aucun hôte</translation>
    </message>
    <message>
        <source>the address names no remote</source>
        <translation>l’adresse ne nomme aucun distant</translation>
    </message>
    <message>
        <source>the answer of rclone is no listing</source>
        <translation>la réponse de rclone n’est pas une liste</translation>
    </message>
    <message>
        <source>the configuration of rclone is encrypted</source>
        <translation>la configuration de rclone est chiffrée</translation>
    </message>
    <message>
        <source>the configuration of ssh cannot be read</source>
        <translation>la configuration de ssh ne peut pas être lue</translation>
    </message>
    <message>
        <source>the configuration of ssh reaches this host over another one</source>
        <translation>la configuration de ssh atteint cet hôte en passant par un autre</translation>
    </message>
    <message>
        <source>the file is gone</source>
        <translation>le fichier n’est plus là</translation>
    </message>
    <message>
        <source>the host&apos;s key is another one than known_hosts tells</source>
        <translation>la clé de l’hôte n’est pas celle que donne known_hosts</translation>
    </message>
    <message>
        <source>the host&apos;s key is not in known_hosts</source>
        <translation>la clé de l’hôte n’est pas dans known_hosts</translation>
    </message>
    <message>
        <source>the installed rclone cannot read this kind of remote</source>
        <translation>le rclone installé ne sait pas lire ce type de distant</translation>
    </message>
    <message>
        <source>the installed rclone is too old</source>
        <translation>le rclone installé est trop ancien</translation>
    </message>
    <message>
        <source>the installed rclone is too old: %1</source>
        <translation>le rclone installé est trop ancien&#xa0;: %1</translation>
    </message>
    <message>
        <source>the key is protected by a passphrase</source>
        <translation>la clé est protégée par une phrase secrète</translation>
    </message>
    <message>
        <source>the listing names a file that was not asked for</source>
        <translation>la liste nomme un fichier qui n’a pas été demandé</translation>
    </message>
    <message>
        <source>the private key cannot be read</source>
        <translation>la clé privée ne peut pas être lue</translation>
    </message>
    <message>
        <source>the server denies access</source>
        <translation>le serveur refuse l’accès</translation>
    </message>
    <message>
        <source>the server does not answer in time</source>
        <translation>le serveur ne répond pas à temps</translation>
    </message>
    <message>
        <source>the server is in trouble</source>
        <translation>le serveur a un problème</translation>
    </message>
    <message>
        <source>the sign-in is refused, or has expired</source>
        <translation>la connexion est refusée, ou a expiré</translation>
    </message>
    <message>
        <source>there are more than %1 files</source>
        <translation>il y a plus de %1 fichiers</translation>
    </message>
    <message>
        <source>there is no key to sign in with, and no agent runs</source>
        <translation>il n’y a pas de clé pour se connecter, et aucun agent ne tourne</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>ce fichier ou dossier n’existe pas</translation>
    </message>
    <message>
        <source>write %3F for a &apos;?&apos; in a name</source>
        <translation>écrivez %3F pour un «&#xa0;?&#xa0;» dans un nom</translation>
    </message>
    <message>
        <source>write one &apos;/&apos; between two names</source>
        <translation>écrivez un seul «&#xa0;/&#xa0;» entre deux noms</translation>
    </message>
    <message>
        <source>write rclone:REMOTE:path; `rclone listremotes` tells their names</source>
        <translation>écrivez rclone:DISTANT:chemin&#x202f;; `rclone listremotes` donne leurs noms</translation>
    </message>
    <message>
        <source>write sftp://user@host/path/</source>
        <translation>écrivez sftp://utilisateur@hôte/chemin/</translation>
    </message>
    <message>
        <source>keep user and password, or a token, with `larder credentials add NAME`, and name them with --credentials</source>
        <translation>gardez utilisateur et mot de passe, ou un jeton, avec `larder credentials add NAME`, et nommez-les avec --credentials</translation>
    </message>
    <message>
        <source>the desktop keyring is locked</source>
        <translation>le trousseau du bureau est verrouillé</translation>
    </message>
    <message>
        <source>no desktop keyring is running</source>
        <translation>aucun trousseau du bureau ne fonctionne</translation>
    </message>
    <message>
        <source>start one, such as gnome-keyring, KWallet or KeePassXC, or use a profile of the provider&apos;s own instead</source>
        <translation>démarrez-en un, comme gnome-keyring, KWallet ou KeePassXC, ou servez-vous plutôt d’un profil du fournisseur</translation>
    </message>
    <message>
        <source>the desktop keyring refuses</source>
        <translation>le trousseau du bureau refuse</translation>
    </message>
    <message>
        <source>look at it in its own program, such as Passwords and Keys or KWalletManager</source>
        <translation>regardez-le dans son propre programme, comme Mots de passe et clés ou KWalletManager</translation>
    </message>
    <message>
        <source>the %1 cannot be used</source>
        <translation>%1 ne peut pas servir</translation>
    </message>
    <message>
        <source>the %1 is missing</source>
        <translation>%1 manque</translation>
    </message>
    <message>
        <source>give the JSON file of a service account, or of `gcloud auth application-default login`</source>
        <translation>donnez le fichier JSON d’un compte de service, ou celui de `gcloud auth application-default login`</translation>
    </message>
    <message>
        <source>it is text in base64</source>
        <translation>c’est un texte en base64</translation>
    </message>
    <message>
        <source>give the part of the address behind its question mark: sv=…&amp;sig=…</source>
        <translation>donnez la partie de l’adresse après son point d’interrogation&#xa0;: sv=…&amp;sig=…</translation>
    </message>
    <message>
        <source>a user has no colon</source>
        <translation>un utilisateur n’a pas de deux-points</translation>
    </message>
    <message>
        <source>the file of the credentials &quot;%1&quot; is not readable</source>
        <translation>le fichier des identifiants «&#xa0;%1&#xa0;» n’est pas lisible</translation>
    </message>
    <message>
        <source>remove it, then keep them again</source>
        <translation>supprimez-le, puis gardez-les de nouveau</translation>
    </message>
    <message>
        <source>the credentials &quot;%1&quot; cannot be read: %2</source>
        <translation>les identifiants «&#xa0;%1&#xa0;» ne peuvent pas être lus&#xa0;: %2</translation>
    </message>
    <message>
        <source>the desktop keyring does not hold the credentials &quot;%1&quot; any more</source>
        <translation>le trousseau du bureau ne contient plus les identifiants «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for credentials</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nom d’identifiants</translation>
    </message>
    <message>
        <source>write letters, digits, . _ - and @, at most 64, such as acme-exports</source>
        <translation>écrivez des lettres, des chiffres, . _ - et @, 64 au plus, comme acme-exports</translation>
    </message>
    <message>
        <source>the credentials &quot;%1&quot; are of the kind %2</source>
        <translation>les identifiants «&#xa0;%1&#xa0;» sont du type %2</translation>
    </message>
    <message>
        <source>`larder credentials remove %1` first, or choose another name</source>
        <translation>d’abord `larder credentials remove %1`, ou choisissez un autre nom</translation>
    </message>
    <message>
        <source>there are no credentials &quot;%1&quot; in the desktop keyring</source>
        <translation>il n’y a pas d’identifiants «&#xa0;%1&#xa0;» dans le trousseau du bureau</translation>
    </message>
    <message>
        <source>`larder credentials list` shows those there are</source>
        <translation>`larder credentials list` montre ceux qu’il y a</translation>
    </message>
    <message>
        <source>cannot remove the file</source>
        <translation>le fichier ne peut pas être supprimé</translation>
    </message>
    <message>
        <source>there are no credentials &quot;%1&quot;, neither in the desktop keyring nor of the provider&apos;s own</source>
        <translation>il n’y a pas d’identifiants «&#xa0;%1&#xa0;», ni dans le trousseau du bureau ni chez le fournisseur</translation>
    </message>
    <message>
        <source>&quot;%1&quot; in the desktop keyring</source>
        <translation>«&#xa0;%1&#xa0;» dans le trousseau du bureau</translation>
    </message>
    <message>
        <source>keep new ones with `larder credentials add %1`</source>
        <translation>gardez-en de nouveaux avec `larder credentials add %1`</translation>
    </message>
    <message>
        <source>the credentials &quot;%1&quot; are for another kind of place</source>
        <translation>les identifiants «&#xa0;%1&#xa0;» sont pour un autre type d’endroit</translation>
    </message>
    <message>
        <source>the server does not know the credentials of %1</source>
        <translation>le serveur ne connaît pas ces identifiants (%1)</translation>
    </message>
    <message>
        <source>credentials would go to this server in the open</source>
        <translation>les identifiants iraient en clair à ce serveur</translation>
    </message>
    <message>
        <source>bind its https address</source>
        <translation>liez son adresse https</translation>
    </message>
    <message>
        <source>credentials are for web servers and buckets</source>
        <translation>les identifiants sont pour les serveurs web et les buckets</translation>
    </message>
    <message>
        <source>leave them out</source>
        <translation>omettez-les</translation>
    </message>
    <message>
        <source>credentials and profile both say who signs in</source>
        <translation>identifiants et profil disent tous deux qui se connecte</translation>
    </message>
    <message>
        <source>leave one of them out</source>
        <translation>omettez l’un des deux</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>il n’y a pas de tel fichier</translation>
    </message>
    <message>
        <source>the bytes that came are not those that were listed</source>
        <translation>les octets reçus ne sont pas ceux qui étaient listés</translation>
    </message>
    <message>
        <source>unlock it by signing in to the desktop or in its own program; without a desktop: `gnome-keyring-daemon --replace --unlock`</source>
        <translation>déverrouillez-le en ouvrant une session du bureau ou dans son propre programme&#x202f;; sans bureau&#xa0;: `gnome-keyring-daemon --replace --unlock`</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no call of a function</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un appel de fonction</translation>
    </message>
    <message>
        <source>%1 of its %2 blocks are there</source>
        <translation>%1 de ses %2 blocs sont là</translation>
    </message>
    <message>
        <source>another entry names the same file</source>
        <translation>une autre entrée désigne le même fichier</translation>
    </message>
    <message>
        <source>entries of this list that name no file: %1</source>
        <translation>entrées de cette liste qui ne désignent aucun fichier&#xa0;: %1</translation>
    </message>
    <message>
        <source>func_code.py is missing, so joblib calls the function once more</source>
        <translation>func_code.py manque, joblib appelle donc la fonction encore une fois</translation>
    </message>
    <message>
        <source>it expired on %1</source>
        <translation>il a expiré le %1</translation>
    </message>
    <message>
        <source>it is a link to elsewhere, which is not followed</source>
        <translation>c’est un lien vers ailleurs, qui n’est pas suivi</translation>
    </message>
    <message>
        <source>it is not whole yet</source>
        <translation>il n’est pas encore entier</translation>
    </message>
    <message>
        <source>it is of an earlier day by its file; no time is recorded for it</source>
        <translation>il date d’un jour passé d’après son fichier&#x202f;; aucune heure n’est notée pour lui</translation>
    </message>
    <message>
        <source>it lies too deep to be a function&apos;s</source>
        <translation>il est trop profond pour être celui d’une fonction</translation>
    </message>
    <message>
        <source>its directory is not readable</source>
        <translation>son répertoire n’est pas lisible</translation>
    </message>
    <message>
        <source>its entry is not complete</source>
        <translation>son entrée n’est pas complète</translation>
    </message>
    <message>
        <source>its entry is not complete, and fsspec fails on it</source>
        <translation>son entrée n’est pas complète, et fsspec échoue dessus</translation>
    </message>
    <message>
        <source>its entry names a file outside of this directory</source>
        <translation>son entrée désigne un fichier hors de ce répertoire</translation>
    </message>
    <message>
        <source>its file is gone</source>
        <translation>son fichier a disparu</translation>
    </message>
    <message>
        <source>its metadata is missing</source>
        <translation>ses métadonnées manquent</translation>
    </message>
    <message>
        <source>its metadata is not readable</source>
        <translation>ses métadonnées ne sont pas lisibles</translation>
    </message>
    <message>
        <source>its metadata is too large to be read</source>
        <translation>ses métadonnées sont trop grandes pour être lues</translation>
    </message>
    <message>
        <source>its output is cut short</source>
        <translation>son résultat est tronqué</translation>
    </message>
    <message>
        <source>its output is missing</source>
        <translation>son résultat manque</translation>
    </message>
    <message>
        <source>joblib keeps it while the function&apos;s code stays the same</source>
        <translation>joblib le garde tant que le code de la fonction reste le même</translation>
    </message>
    <message>
        <source>joblib keeps it without end, although it is of an earlier day</source>
        <translation>joblib le garde sans fin, bien qu’il date d’un jour passé</translation>
    </message>
    <message>
        <source>joblib takes it without its metadata; a validation callback fails on it</source>
        <translation>joblib le prend sans ses métadonnées&#x202f;; un rappel de validation échoue dessus</translation>
    </message>
    <message>
        <source>make the trash</source>
        <translation>créer la corbeille</translation>
    </message>
    <message>
        <source>move back</source>
        <translation>remettre en place</translation>
    </message>
    <message>
        <source>move it away: fsspec begins a new one</source>
        <translation>déplacez-la&#xa0;: fsspec en commence une nouvelle</translation>
    </message>
    <message>
        <source>name a directory that holds a cache of joblib or fsspec</source>
        <translation>indiquez un répertoire qui contient un cache de joblib ou de fsspec</translation>
    </message>
    <message>
        <source>name them, such as load(customer=&quot;acme&quot;)</source>
        <translation>nommez-les, par exemple load(customer=&quot;acme&quot;)</translation>
    </message>
    <message>
        <source>no cache of joblib or fsspec lies there</source>
        <translation>aucun cache de joblib ou de fsspec ne s’y trouve</translation>
    </message>
    <message>
        <source>no call looks for a name like this</source>
        <translation>aucun appel ne cherche un tel nom</translation>
    </message>
    <message>
        <source>no entry names it</source>
        <translation>aucune entrée ne le désigne</translation>
    </message>
    <message>
        <source>only some of its blocks are there</source>
        <translation>seuls certains de ses blocs sont là</translation>
    </message>
    <message>
        <source>the list of files is a pickle of an old fsspec, which is not read; fsspec 2026.6 refuses it</source>
        <translation>la liste de fichiers est un pickle d’un ancien fsspec, qui n’est pas lu&#x202f;; fsspec 2026.6 le refuse</translation>
    </message>
    <message>
        <source>the list of what was evicted is not readable</source>
        <translation>la liste de ce qui a été retiré n’est pas lisible</translation>
    </message>
    <message>
        <source>the source is asked whether it is still the same</source>
        <translation>on demande à la source s’il est toujours le même</translation>
    </message>
    <message>
        <source>the source is not asked until %1</source>
        <translation>on ne demande rien à la source jusqu’au %1</translation>
    </message>
    <message>
        <source>the source is not asked while the file is there</source>
        <translation>on ne demande rien à la source tant que le fichier est là</translation>
    </message>
    <message>
        <source>the source is not asked, although it is of an earlier day</source>
        <translation>on ne demande rien à la source, bien qu’il date d’un jour passé</translation>
    </message>
    <message>
        <source>there is no such directory</source>
        <translation>ce répertoire n’existe pas</translation>
    </message>
    <message>
        <source>there is nothing to undo</source>
        <translation>il n’y a rien à annuler</translation>
    </message>
    <message>
        <source>this list of files is not readable</source>
        <translation>cette liste de fichiers n’est pas lisible</translation>
    </message>
    <message>
        <source>this list of files is too large to be read</source>
        <translation>cette liste de fichiers est trop grande pour être lue</translation>
    </message>
    <message>
        <source>what the arguments of %1 are called is not known</source>
        <translation>on ne sait pas comment s’appellent les arguments de %1</translation>
    </message>
    <message>
        <source>write it as Python does, such as load(&quot;acme&quot;) or load(customer=&quot;acme&quot;)</source>
        <translation>écrivez-le comme en Python, par exemple load(&quot;acme&quot;) ou load(customer=&quot;acme&quot;)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1&#xa0;: %2 → %3</translation>
    </message>
    <message>
        <source>(default)</source>
        <translation>(par défaut)</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(aucune)</translation>
    </message>
    <message>
        <source>its day has ended</source>
        <translation>son jour est fini</translation>
    </message>
    <message>
        <source>there is no dataset %1 here</source>
        <translation>il n’y a pas de jeu de données %1 ici</translation>
    </message>
    <message>
        <source>%1 has another snapshot now</source>
        <translation>%1 a maintenant un autre instantané</translation>
    </message>
    <message>
        <source>%1 is not fresh: its source is asked first</source>
        <translation>%1 n’est pas frais&#xa0;: sa source est interrogée d’abord</translation>
    </message>
    <message>
        <source>it is kept until its day ends</source>
        <translation>il est gardé jusqu’à la fin de son jour</translation>
    </message>
    <message>
        <source>the data that it was computed from are still the current ones</source>
        <translation>les données dont il a été calculé sont toujours les actuelles</translation>
    </message>
    <message>
        <source>evicted %1, which was made before the data changed</source>
        <translation>%1 évincé, car fait avant le changement des données</translation>
    </message>
    <message>
        <source>evicted %1 items, which were made before the data changed</source>
        <translation>%1 éléments évincés, car faits avant le changement des données</translation>
    </message>
    <message>
        <source>renewed %1</source>
        <translation>%1 renouvelé</translation>
    </message>
    <message>
        <source>renewed %1 files</source>
        <translation>%1 fichiers renouvelés</translation>
    </message>
    <message>
        <source>a cache was not brought in step: %1 (%2)</source>
        <translation>un cache n’a pas pu suivre&#xa0;: %1 (%2)</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>il n’est pas là</translation>
    </message>
    <message>
        <source>what is tied to the dataset is not readable</source>
        <translation>ce qui est lié au jeu de données n’est pas lisible</translation>
    </message>
    <message>
        <source>remove this file and tie its items again</source>
        <translation>supprimez ce fichier et liez ses éléments de nouveau</translation>
    </message>
    <message>
        <source>fsspec has no name for the files of this source</source>
        <translation>fsspec n’a pas de nom pour les fichiers de cette source</translation>
    </message>
    <message>
        <source>write into</source>
        <translation>écrire dans</translation>
    </message>
    <message>
        <source>read them as larder:// in Python</source>
        <translation>lisez-les par larder:// en Python</translation>
    </message>
    <message>
        <source>all files of its source</source>
        <translation>tous les fichiers de sa source</translation>
    </message>
    <message>
        <source>its entry names a file that is no data of a cache</source>
        <translation>son entrée nomme un fichier qui n’est pas une donnée d’un cache</translation>
    </message>
    <message>
        <source>an expiry_time below a second means never to fsspec</source>
        <translation>pour fsspec, un expiry_time de moins d’une seconde veut dire jamais</translation>
    </message>
    <message>
        <source>write a duration such as 60s</source>
        <translation>écrivez une durée telle que 60s</translation>
    </message>
    <message>
        <source>a part of Larder cannot be loaded: %1</source>
        <translation>une partie de Larder ne peut pas être chargée&#xa0;: %1</translation>
    </message>
    <message>
        <source>Qt cannot ask NetworkManager</source>
        <translation>Qt ne peut pas interroger NetworkManager</translation>
    </message>
    <message>
        <source>the server answers with a web page instead of the file</source>
        <translation>le serveur répond par une page web au lieu du fichier</translation>
    </message>
    <message>
        <source>open the wallet in KWalletManager, or sign in to the desktop again</source>
        <translation>ouvrez le portefeuille dans KWalletManager, ou ouvrez de nouveau une session du bureau</translation>
    </message>
    <message>
        <source>there is nothing in the container under this prefix</source>
        <translation>il n’y a rien dans le conteneur sous ce préfixe</translation>
    </message>
    <message>
        <source>the command that had failed was run again, and succeeded</source>
        <translation>la commande qui avait échoué a été relancée et a réussi</translation>
    </message>
</context>
<context>
    <name>WindowWords</name>
    <message>
        <source>have it restored at the provider, or leave it out with “Not files like”</source>
        <translation>faites-le restaurer chez le fournisseur, ou excluez-le avec «&#xa0;Sauf&#xa0;»</translation>
    </message>
    <message>
        <source>set new ones and start Larder again, or write a profile into the tab Binding</source>
        <translation>remplacez-les et redémarrez Larder, ou écrivez un profil dans l’onglet Liaison</translation>
    </message>
    <message>
        <source>sign in with `aws configure` or `aws configure sso`, name a profile, or tick “Public bucket”</source>
        <translation>connectez-vous avec `aws configure` ou `aws configure sso`, nommez un profil, ou cochez «&#xa0;Bucket public&#xa0;»</translation>
    </message>
    <message>
        <source>name it in “Region”</source>
        <translation>indiquez-la dans «&#xa0;Région&#xa0;»</translation>
    </message>
    <message>
        <source>name its region in “Region”</source>
        <translation>indiquez sa région dans «&#xa0;Région&#xa0;»</translation>
    </message>
    <message>
        <source>it is not public: clear “Public bucket” to sign in</source>
        <translation>il n’est pas public&#xa0;: décochez «&#xa0;Bucket public&#xa0;» pour vous connecter</translation>
    </message>
    <message>
        <source>clear “Public bucket”</source>
        <translation>décochez «&#xa0;Bucket public&#xa0;»</translation>
    </message>
    <message>
        <source>make room on the Storage page, keep fewer snapshots, or move the store to a larger disk in the Settings</source>
        <translation>faites de la place à la page Stockage, gardez moins d’instantanés, ou déplacez le stockage sur un disque plus grand dans les Réglages</translation>
    </message>
    <message>
        <source>the tab Snapshots of the details lists them</source>
        <translation>l’onglet Instantanés des détails les montre</translation>
    </message>
    <message>
        <source>“Check the store” on the Storage page mends it</source>
        <translation>«&#xa0;Vérifier le stockage&#xa0;» à la page Stockage le répare</translation>
    </message>
    <message>
        <source>&apos;?&apos; begins the query of a URL; as a pattern write it into “Only files like”</source>
        <translation>«&#xa0;?&#xa0;» commence la requête d’une URL&#x202f;; comme motif, écrivez-le dans «&#xa0;Seuls fichiers&#xa0;»</translation>
    </message>
    <message>
        <source>have it renamed at the source, or leave it out with “Not files like”</source>
        <translation>faites-le renommer à la source, ou excluez-le avec «&#xa0;Sauf&#xa0;»</translation>
    </message>
    <message>
        <source>ask its owner for read permission, or leave it out with “Not files like”</source>
        <translation>demandez à son propriétaire le droit de le lire, ou excluez-le avec «&#xa0;Sauf&#xa0;»</translation>
    </message>
    <message>
        <source>leave it out with “Not files like”</source>
        <translation>excluez-le avec «&#xa0;Sauf&#xa0;»</translation>
    </message>
    <message>
        <source>bind a part of it, or leave some out with “Not files like”</source>
        <translation>liez-en une partie, ou excluez-en avec «&#xa0;Sauf&#xa0;»</translation>
    </message>
    <message>
        <source>leave it out with “Not files like” if it stays like that</source>
        <translation>excluez-le avec «&#xa0;Sauf&#xa0;» si cela dure</translation>
    </message>
    <message>
        <source>the tab Binding of its details changes it</source>
        <translation>l’onglet Liaison de ses détails le modifie</translation>
    </message>
    <message>
        <source>the page Datasets shows them all</source>
        <translation>la page Jeux de données les montre tous</translation>
    </message>
    <message>
        <source>leave it out with “Not files like”, or move the store to another disk</source>
        <translation>excluez-le avec «&#xa0;Sauf&#xa0;», ou déplacez le stockage sur un autre disque</translation>
    </message>
    <message>
        <source>remove it by hand, or forget it again on the Storage page</source>
        <translation>supprimez-le à la main, ou oubliez-le de nouveau à la page Stockage</translation>
    </message>
    <message>
        <source>“Forget…” on the Storage page removes them too</source>
        <translation>«&#xa0;Oublier…&#xa0;» à la page Stockage les supprime aussi</translation>
    </message>
    <message>
        <source>choose a larger disk, or make the store smaller with “Make room…” on the Storage page</source>
        <translation>choisissez un disque plus grand, ou réduisez le stockage avec «&#xa0;Faire de la place…&#xa0;» à la page Stockage</translation>
    </message>
    <message>
        <source>“Check the store” on the Storage page first</source>
        <translation>«&#xa0;Vérifier le stockage&#xa0;» à la page Stockage d’abord</translation>
    </message>
    <message>
        <source>leave it out with “Not files like”, or ask for another name</source>
        <translation>excluez-le avec «&#xa0;Sauf&#xa0;», ou demandez un autre nom</translation>
    </message>
    <message>
        <source>“Check the store” on the Storage page fetches them again</source>
        <translation>«&#xa0;Vérifier le stockage&#xa0;» à la page Stockage les récupère à nouveau</translation>
    </message>
    <message>
        <source>the tab Snapshots of the details lists what is there</source>
        <translation>l’onglet Instantanés des détails montre ce qu’il y a</translation>
    </message>
    <message>
        <source>“I told the customer…” in its menu opens one</source>
        <translation>«&#xa0;J’ai prévenu le client…&#xa0;» dans son menu en ouvre un</translation>
    </message>
    <message>
        <source>see its patterns in the tab Binding; if nothing is right, tick “Empty source” there</source>
        <translation>voyez ses motifs dans l’onglet Liaison&#x202f;; si c’est normal, cochez-y «&#xa0;Source vide&#xa0;»</translation>
    </message>
    <message>
        <source>if that is right, tick “Empty source” in the tab Binding</source>
        <translation>si c’est normal, cochez «&#xa0;Source vide&#xa0;» dans l’onglet Liaison</translation>
    </message>
    <message>
        <source>“Use latest” in its menu gives the newest</source>
        <translation>«&#xa0;Revenir au dernier&#xa0;» dans son menu donne le plus récent</translation>
    </message>
    <message>
        <source>“Source down” in the tab Binding gives readers the older copy</source>
        <translation>«&#xa0;Source en panne&#xa0;» dans l’onglet Liaison donne aux lecteurs la copie plus ancienne</translation>
    </message>
    <message>
        <source>readers get the snapshot %1, which is held until you use another or the latest</source>
        <translation>les lecteurs obtiennent l’instantané %1, figé jusqu’à ce que vous en utilisiez un autre ou le dernier</translation>
    </message>
    <message>
        <source>write %1://bucket/prefix/; the store&apos;s own address goes into “Another store”</source>
        <translation>écrivez %1://bucket/préfixe/&#x202f;; l’adresse du stockage va dans «&#xa0;Autre stockage&#xa0;»</translation>
    </message>
    <message>
        <source>run `gcloud auth application-default login`, name a gcloud configuration, or tick “Public bucket”</source>
        <translation>lancez `gcloud auth application-default login`, nommez une configuration de gcloud, ou cochez «&#xa0;Bucket public&#xa0;»</translation>
    </message>
    <message>
        <source>tick “Requester pays” to agree to be charged</source>
        <translation>cochez «&#xa0;Le demandeur paie&#xa0;» pour accepter de payer</translation>
    </message>
    <message>
        <source>install Azure CLI and run `az login`, set AZURE_STORAGE_CONNECTION_STRING, or tick “Public bucket”</source>
        <translation>installez Azure CLI et lancez `az login`, donnez AZURE_STORAGE_CONNECTION_STRING, ou cochez «&#xa0;Bucket public&#xa0;»</translation>
    </message>
    <message>
        <source>unlock it by signing in to the desktop or in its own program</source>
        <translation>déverrouillez-le en ouvrant une session du bureau ou dans son propre programme</translation>
    </message>
    <message>
        <source>remove them first, or choose another name</source>
        <translation>supprimez-les d’abord, ou choisissez un autre nom</translation>
    </message>
    <message>
        <source>“Credentials…” in the Settings shows those there are</source>
        <translation>«&#xa0;Identifiants…&#xa0;» dans les réglages montre ceux qu’il y a</translation>
    </message>
    <message>
        <source>keep new ones with “Credentials…” in the Settings</source>
        <translation>gardez-en de nouveaux avec «&#xa0;Identifiants…&#xa0;» dans les réglages</translation>
    </message>
    <message>
        <source>keep user and password, or a token, with “Credentials…” in the Settings, and choose them for the dataset</source>
        <translation>gardez utilisateur et mot de passe, ou un jeton, avec «&#xa0;Identifiants…&#xa0;» dans les réglages, et choisissez-les pour le jeu de données</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>every day</source>
        <translation>chaque jour</translation>
    </message>
    <message>
        <source>every day at %1</source>
        <translation>chaque jour à %1</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>du lundi au vendredi</translation>
    </message>
    <message>
        <source>Monday to Friday at %1</source>
        <translation>du lundi au vendredi à %1</translation>
    </message>
    <message>
        <source>by the cron line %1</source>
        <translation>selon la ligne cron %1</translation>
    </message>
    <message>
        <source>only when told to</source>
        <translation>seulement sur demande</translation>
    </message>
    <message>
        <source>at every read</source>
        <translation>à chaque lecture</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>toutes les %1</translation>
    </message>
    <message>
        <source>by %1, Monday to Friday</source>
        <translation>avant %1, du lundi au vendredi</translation>
    </message>
    <message>
        <source>by %1 every day</source>
        <translation>avant %1 chaque jour</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>paused until %1</source>
        <translation>en pause jusqu’à %1</translation>
    </message>
    <message>
        <source>paused until resumed</source>
        <translation>en pause jusqu’à la reprise</translation>
    </message>
    <message>
        <source>this machine is going to sleep</source>
        <translation>cette machine se met en veille</translation>
    </message>
    <message>
        <source>this machine is offline</source>
        <translation>cette machine est hors ligne</translation>
    </message>
    <message>
        <source>the network wants a sign-in page first</source>
        <translation>le réseau demande d’abord une page de connexion</translation>
    </message>
    <message>
        <source>quiet hours until %1</source>
        <translation>heures calmes jusqu’à %1</translation>
    </message>
    <message>
        <source>quiet hours</source>
        <translation>heures calmes</translation>
    </message>
    <message>
        <source>the network is metered</source>
        <translation>le réseau est facturé à l’usage</translation>
    </message>
    <message>
        <source>this machine is on battery</source>
        <translation>cette machine est sur batterie</translation>
    </message>
    <message>
        <source>the sign-in failed for %1</source>
        <translation>la connexion a échoué pour %1</translation>
    </message>
    <message>
        <source>not asked: %1</source>
        <translation>pas interrogé&#xa0;: %1</translation>
    </message>
    <message>
        <source>not fetched: %1</source>
        <translation>pas récupéré&#xa0;: %1</translation>
    </message>
    <message>
        <source>background rests: %1</source>
        <translation>arrière-plan au repos&#xa0;: %1</translation>
    </message>
    <message>
        <source>background only asks: %1</source>
        <translation>l’arrière-plan ne fait que consulter&#xa0;: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n day</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour</source>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>hier %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>aujourd’hui %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>demain %1</translation>
    </message>
    <message numerus="yes">
        <source>%n byte</source>
        <translation>
            <numerusform>%n&#xa0;octet</numerusform>
            <numerusform>%n&#xa0;octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n&#xa0;octet</numerusform>
            <numerusform>%n&#xa0;octets</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1&#xa0;ko</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1&#xa0;Mo</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1&#xa0;Go</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1&#xa0;To</translation>
    </message>
    <message>
        <source>%1 PB</source>
        <translation>%1&#xa0;Po</translation>
    </message>
    <message>
        <source>%1 EB</source>
        <translation>%1&#xa0;Eo</translation>
    </message>
    <message>
        <source>.</source>
        <comment>the decimal mark</comment>
        <translation>,</translation>
    </message>
    <message numerus="yes">
        <source>%n file</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 fetched</source>
        <translation>%1 récupérés sur %2</translation>
    </message>
    <message>
        <source>%1 fetched</source>
        <translation>récupéré&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>supprimé&#xa0;: %1</translation>
    </message>
    <message>
        <source>a new snapshot, nothing fetched</source>
        <translation>un nouvel instantané, rien de récupéré</translation>
    </message>
    <message>
        <source>%1; the previous snapshot stays</source>
        <translation>%1&#x202f;; l’instantané précédent reste</translation>
    </message>
    <message>
        <source>%1; held: readers still get %2</source>
        <translation>%1&#x202f;; figé&#xa0;: les lecteurs obtiennent toujours %2</translation>
    </message>
    <message>
        <source>nothing changed</source>
        <translation>rien n’a changé</translation>
    </message>
    <message>
        <source>identical content, no new snapshot</source>
        <translation>contenu identique, pas de nouvel instantané</translation>
    </message>
    <message>
        <source>nothing there yet</source>
        <translation>encore rien sur place</translation>
    </message>
    <message>
        <source>still changing at the source, not taken yet</source>
        <translation>change encore à la source, pas encore pris</translation>
    </message>
    <message>
        <source>the source changed: %1</source>
        <translation>la source a changé&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1&#x202f;; %2</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>échec&#xa0;: %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>fetched</source>
        <translation>récupéré</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>inchangé</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>encore rien</translation>
    </message>
    <message>
        <source>settling</source>
        <translation>se stabilise</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>remis à plus tard</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>at an unknown time</source>
        <translation>à une heure inconnue</translation>
    </message>
    <message>
        <source>confirmed %1</source>
        <translation>confirmé %1</translation>
    </message>
    <message>
        <source>nothing fetched yet</source>
        <translation>encore rien de récupéré</translation>
    </message>
    <message>
        <source>the source changed</source>
        <translation>la source a changé</translation>
    </message>
    <message>
        <source>the source changed: %1, such as %2</source>
        <translation>la source a changé&#xa0;: %1, tel que %2</translation>
    </message>
    <message>
        <source>an upload was expected by %1</source>
        <translation>un dépôt était attendu avant %1</translation>
    </message>
    <message>
        <source>%1, the newest is of %2</source>
        <translation>%1, le dernier&#xa0;: %2</translation>
    </message>
    <message>
        <source>held at %1, the newest snapshot</source>
        <translation>figé sur %1, le dernier instantané</translation>
    </message>
    <message>
        <source>held at %1; the newer %2, fetched %3, waits</source>
        <translation>figé sur %1&#x202f;; %2, plus récent, récupéré %3, attend</translation>
    </message>
    <message>
        <source>the look of %1 failed: %2; %3</source>
        <translation>la consultation (%1) a échoué&#xa0;: %2&#x202f;; %3</translation>
    </message>
    <message>
        <source>fetched for %1</source>
        <translation>récupéré pour le %1</translation>
    </message>
    <message>
        <source>%1; stale since %2</source>
        <translation>%1&#x202f;; périmé depuis %2</translation>
    </message>
    <message>
        <source>%1; fresh until %2</source>
        <translation>%1&#x202f;; à jour jusqu’à %2</translation>
    </message>
    <message>
        <source>%1; fresh until %2, when an upload is expected</source>
        <translation>%1&#x202f;; à jour jusqu’à %2, où un dépôt est attendu</translation>
    </message>
    <message>
        <source>%1; asked again %2</source>
        <translation>%1&#x202f;; interrogé à nouveau %2</translation>
    </message>
    <message>
        <source>confirmed %1; fresh until told otherwise</source>
        <translation>confirmé %1&#x202f;; à jour jusqu’à nouvel ordre</translation>
    </message>
    <message>
        <source>%1; stale since %2, when an upload was expected</source>
        <translation>%1&#x202f;; périmé depuis %2, où un dépôt était attendu</translation>
    </message>
    <message>
        <source>%1; to be asked again since %2</source>
        <translation>%1&#x202f;; à interroger de nouveau depuis %2</translation>
    </message>
    <message>
        <source>asked at every read; last confirmed %1</source>
        <translation>interrogé à chaque lecture&#x202f;; dernière confirmation %1</translation>
    </message>
    <message>
        <source>%1, seen %2</source>
        <translation>%1, vu %2</translation>
    </message>
    <message>
        <source>%1; waiting until the upload holds still</source>
        <translation>%1&#x202f;; attend que le dépôt se stabilise</translation>
    </message>
    <message>
        <source>the clock was set back: confirmed %1, which lies in the future</source>
        <translation>l’horloge a été reculée&#xa0;: confirmé %1, qui est dans le futur</translation>
    </message>
    <message>
        <source>never confirmed against the source</source>
        <translation>jamais confirmé auprès de la source</translation>
    </message>
    <message>
        <source>cannot be judged: %1</source>
        <translation>ne peut être jugé&#xa0;: %1</translation>
    </message>
    <message>
        <source>nothing there yet for %1; asked %2</source>
        <translation>encore rien pour le %1&#x202f;; interrogé %2</translation>
    </message>
    <message>
        <source>%1; asked %2</source>
        <translation>%1&#x202f;; interrogé %2</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>une heure inconnue</translation>
    </message>
    <message>
        <source>%1, that is %2</source>
        <translation>%1, soit %2</translation>
    </message>
    <message>
        <source>the look of %1 failed: %2</source>
        <translation>la consultation (%1) a échoué&#xa0;: %2</translation>
    </message>
    <message>
        <source>the look of %1 failed, as %2 in a row did: %3</source>
        <translation>la consultation (%1) a échoué, comme %2 de suite&#xa0;: %3</translation>
    </message>
    <message>
        <source>readers need not ask before the policy&apos;s next boundary at %1</source>
        <translation>les lecteurs n’ont pas à interroger avant la prochaine échéance de la règle, %1</translation>
    </message>
    <message>
        <source>readers need not ask before %1, by when an upload is expected</source>
        <translation>les lecteurs n’ont pas à interroger avant %1, heure où un dépôt est attendu</translation>
    </message>
    <message>
        <source>readers ask again at %1, because the source is overdue</source>
        <translation>les lecteurs interrogent de nouveau %1, car la source est en retard</translation>
    </message>
    <message>
        <source>the policy never expires: readers need not ask</source>
        <translation>la règle n’expire jamais&#xa0;: les lecteurs n’ont pas à interroger</translation>
    </message>
    <message>
        <source>the copy is of %1; the policy&apos;s next boundary passed at %2</source>
        <translation>la copie date de %1&#x202f;; l’échéance suivante de la règle est passée, %2</translation>
    </message>
    <message>
        <source>the policy&apos;s next boundary passed at %1</source>
        <translation>l’échéance suivante de la règle est passée, %1</translation>
    </message>
    <message>
        <source>an upload was expected by %1, and the source was not asked since</source>
        <translation>un dépôt était attendu avant %1, et la source n’a pas été interrogée depuis</translation>
    </message>
    <message>
        <source>the source is overdue, and was to be asked again at %1</source>
        <translation>la source est en retard, et devait être interrogée de nouveau %1</translation>
    </message>
    <message>
        <source>the policy has every read ask the source</source>
        <translation>la règle fait interroger la source à chaque lecture</translation>
    </message>
    <message>
        <source>%1; seen at %2 and not fetched yet</source>
        <translation>%1&#x202f;; vu %2 et pas encore récupéré</translation>
    </message>
    <message>
        <source>the confirmation of %1 lies in the future: the clock was set back</source>
        <translation>la confirmation de %1 est dans le futur&#xa0;: l’horloge a été reculée</translation>
    </message>
    <message>
        <source>nothing was fetched yet</source>
        <translation>encore rien n’a été récupéré</translation>
    </message>
    <message>
        <source>the newest snapshot was never known to equal the source</source>
        <translation>le dernier instantané n’a jamais été reconnu égal à la source</translation>
    </message>
    <message>
        <source>the binding cannot be judged: %1</source>
        <translation>la liaison ne peut être jugée&#xa0;: %1</translation>
    </message>
    <message>
        <source>asked at %1, the source had nothing yet for %2</source>
        <translation>interrogée %1, la source n’avait encore rien pour le %2</translation>
    </message>
    <message>
        <source>no upload came by %1, when one was expected</source>
        <translation>aucun dépôt n’est venu avant %1, où l’on en attendait un</translation>
    </message>
    <message>
        <source>readers get the snapshot %1, which is held until `larder use` names another or latest</source>
        <translation>les lecteurs obtiennent l’instantané %1, figé jusqu’à ce que `larder use` en nomme un autre ou latest</translation>
    </message>
    <message>
        <source>the newer snapshot %1, fetched at %2, waits</source>
        <translation>l’instantané plus récent %1, récupéré %2, attend</translation>
    </message>
    <message>
        <source>reported at %1, waiting for another upload: %2</source>
        <translation>signalé %1, attend un autre dépôt&#xa0;: %2</translation>
    </message>
    <message>
        <source>the changed upload was first seen at %1, and is taken once it holds still</source>
        <translation>le dépôt modifié a été vu d’abord %1, et sera pris une fois stable</translation>
    </message>
    <message>
        <source>the newest snapshot equalled the source at %1</source>
        <translation>le dernier instantané était égal à la source %1</translation>
    </message>
    <message>
        <source>the newest snapshot, %1, was fetched at %2</source>
        <translation>le dernier instantané, %1, a été récupéré %2</translation>
    </message>
    <message>
        <source>the newest file at the source is of %1</source>
        <translation>le fichier le plus récent à la source date de %1</translation>
    </message>
    <message>
        <source>the source was last asked at %1</source>
        <translation>la source a été interrogée pour la dernière fois %1</translation>
    </message>
    <message>
        <source>nothing is watching the source: start larder-desktop</source>
        <translation>rien ne surveille la source&#xa0;: lancez larder-desktop</translation>
    </message>
    <message>
        <source>the next background look is due at %1</source>
        <translation>la prochaine consultation d’arrière-plan est prévue %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>a run is going on</source>
        <translation>un passage est en cours</translation>
    </message>
    <message>
        <source>background looks are paused; readers ask as usual</source>
        <translation>les consultations d’arrière-plan sont en pause&#x202f;; les lecteurs interrogent comme d’habitude</translation>
    </message>
    <message>
        <source>late: %1</source>
        <translation>en retard&#xa0;: %1</translation>
    </message>
    <message>
        <source>source last asked %1; nothing is watching it: start larder-desktop or run `larder check %2`</source>
        <translation>source interrogée la dernière fois %1&#x202f;; rien ne la surveille&#xa0;: lancez larder-desktop ou `larder check %2`</translation>
    </message>
    <message>
        <source>sign-in needed</source>
        <translation>connexion requise</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>late</source>
        <translation>en retard</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>périmé</translation>
    </message>
    <message>
        <source>held</source>
        <translation>figé</translation>
    </message>
    <message>
        <source>fresh</source>
        <translation>à jour</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>fetching</source>
        <translation>récupération</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>en difficulté</translation>
    </message>
    <message>
        <source>unwatched</source>
        <translation>sans surveillance</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n ajouté</numerusform>
            <numerusform>%n ajoutés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n modifié</numerusform>
            <numerusform>%n modifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n supprimé</numerusform>
            <numerusform>%n supprimés</numerusform>
        </translation>
    </message>
    <message>
        <source>reported %1: “%2”; %3</source>
        <translation>signalé %1&#xa0;: «&#xa0;%2&#xa0;»&#x202f;; %3</translation>
    </message>
    <message>
        <source>usually uploaded by %1</source>
        <translation>déposé d’habitude avant %1</translation>
    </message>
    <message>
        <source>never fetched to the end: %1 seen at the source %2</source>
        <translation>jamais récupéré jusqu’au bout&#xa0;: %1 à la source, %2</translation>
    </message>
    <message>
        <source>%1: stopped</source>
        <translation>%1&#xa0;: arrêtée</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1&#xa0;: terminée</translation>
    </message>
    <message>
        <source>the command after the fetch failed: %1; %2</source>
        <translation>la commande qui suit la récupération a échoué&#xa0;: %1&#x202f;; %2</translation>
    </message>
    <message>
        <source>%1; the command after the last fetch failed: %2</source>
        <translation>%1&#x202f;; la commande qui suit la dernière récupération a échoué&#xa0;: %2</translation>
    </message>
    <message>
        <source>the command after the fetch of %1 failed at %2: %3; it is run again when new data have landed</source>
        <translation>la commande qui suit la récupération de %1 a échoué, %2&#xa0;: %3&#x202f;; elle est relancée quand de nouvelles données sont arrivées</translation>
    </message>
    <message>
        <source>command failed</source>
        <translation>commande en échec</translation>
    </message>
    <message>
        <source>nothing there yet for %1; %2</source>
        <translation>encore rien pour le %1&#x202f;; %2</translation>
    </message>
</context>
<context>
    <name>larder::ActivityDetails</name>
    <message>
        <source>Details of the selected entry</source>
        <translation>Détails de l’entrée sélectionnée</translation>
    </message>
    <message>
        <source>Select an entry to see what is known about it.</source>
        <translation>Sélectionnez une entrée pour voir ce que l’on en sait.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>What the command said</source>
        <translation>Ce que la commande a dit</translation>
    </message>
</context>
<context>
    <name>larder::ActivityModel</name>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
</context>
<context>
    <name>larder::ActivityPage</name>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Passages</translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation>Liaisons</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Instantanés</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Signalements</translation>
    </message>
    <message>
        <source>Store checks</source>
        <translation>Vérifications</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Arrière-plan</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Search customers, datasets, words…</source>
        <translation>Rechercher clients, jeux de données, mots…</translation>
    </message>
    <message>
        <source>Search the activity</source>
        <translation>Rechercher dans l’activité</translation>
    </message>
    <message>
        <source>Kind of entries</source>
        <translation>Type d’entrées</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>Tous les résultats</translation>
    </message>
    <message>
        <source>Outcome of the runs</source>
        <translation>Résultat des passages</translation>
    </message>
    <message>
        <source>Nothing that happened matches.</source>
        <translation>Rien de ce qui s’est passé ne correspond.</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Each fetch, each look that failed and each choice of yours will be told here.</source>
        <translation>Il ne s’est encore rien passé. Chaque récupération, chaque consultation échouée et chacun de vos choix seront racontés ici.</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Caches</translation>
    </message>
</context>
<context>
    <name>larder::AddDatasetDialog</name>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Try with sample data</source>
        <translation>Essayer avec des données d’exemple</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Add dataset</source>
        <translation>Ajouter un jeu de données</translation>
    </message>
    <message>
        <source>https://exports.example.com/daily/ or /path/to/folder</source>
        <translation>https://exports.exemple.fr/quotidien/ ou /chemin/du/dossier</translation>
    </message>
    <message>
        <source>Address of the data</source>
        <translation>Adresse des données</translation>
    </message>
    <message>
        <source>Where does the data come from?</source>
        <translation>D’où viennent les données&#x202f;?</translation>
    </message>
    <message>
        <source>Whose is it, and how is it called?</source>
        <translation>À qui sont-elles, et comment s’appellent-elles&#x202f;?</translation>
    </message>
    <message>
        <source>When is it to be asked again?</source>
        <translation>Quand interroger de nouveau la source&#x202f;?</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>Plus d’options</translation>
    </message>
    <message>
        <source>Let the sample customer upload again</source>
        <translation>Faire déposer à nouveau le client d’exemple</translation>
    </message>
    <message>
        <source>Folder of the dataset</source>
        <translation>Dossier du jeu de données</translation>
    </message>
    <message>
        <source>this is neither a web address nor a whole path</source>
        <translation>ce n’est ni une adresse web ni un chemin complet</translation>
    </message>
    <message>
        <source>write it from https:// or from / on</source>
        <translation>écrivez-la à partir de https:// ou de /</translation>
    </message>
    <message>
        <source>Paste an address, choose a folder, or drop either here</source>
        <translation>Collez une adresse, choisissez un dossier, ou déposez l’un ou l’autre ici</translation>
    </message>
    <message>
        <source>What is there is asked for at once; nothing is fetched before you add it.</source>
        <translation>La source est interrogée aussitôt&#x202f;; rien n’est récupéré avant l’ajout.</translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation>Ajouter quand même</translation>
    </message>
    <message>
        <source>Run it once</source>
        <translation>La lancer une fois</translation>
    </message>
    <message>
        <source>Keep a sign-in in the keyring…</source>
        <translation>Garder une connexion dans le trousseau…</translation>
    </message>
</context>
<context>
    <name>larder::BindingTab</name>
    <message>
        <source>as the customer: %1</source>
        <translation>comme le client&#xa0;: %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Write what was edited (Ctrl+S)</source>
        <translation>Écrire ce qui a été modifié (Ctrl+S)</translation>
    </message>
    <message>
        <source>Take back what was edited</source>
        <translation>Revenir sur ce qui a été modifié</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Edited before, and not saved yet</source>
        <translation>Modifié auparavant, pas encore enregistré</translation>
    </message>
</context>
<context>
    <name>larder::CachesModel</name>
    <message>
        <source>Hit</source>
        <translation>Trouvé</translation>
    </message>
    <message>
        <source>Old hit</source>
        <translation>Trouvé, ancien</translation>
    </message>
    <message>
        <source>Miss</source>
        <translation>À refaire</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Incertain</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Prochain appel</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>As fresh as %1 · %2</source>
        <translation>Aussi frais que %1 · %2</translation>
    </message>
    <message>
        <source>Not as fresh as %1 · %2</source>
        <translation>Pas aussi frais que %1 · %2</translation>
    </message>
</context>
<context>
    <name>larder::CachesPage</name>
    <message>
        <source>Look in a folder…</source>
        <translation>Chercher dans un dossier…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler l’éviction</translation>
    </message>
    <message>
        <source>Evict</source>
        <translation>Évincer</translation>
    </message>
    <message>
        <source>Caches of other programs</source>
        <translation>Caches d’autres programmes</translation>
    </message>
    <message>
        <source>Old hit</source>
        <translation>Trouvé, ancien</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Caches</translation>
    </message>
    <message>
        <source>Search functions, arguments, URLs…</source>
        <translation>Chercher fonctions, arguments, URL…</translation>
    </message>
    <message>
        <source>Search the caches</source>
        <translation>Chercher dans les caches</translation>
    </message>
    <message>
        <source>Look for caches of joblib and fsspec below a folder, now and from now on</source>
        <translation>Chercher des caches de joblib et fsspec sous un dossier, maintenant et désormais</translation>
    </message>
    <message>
        <source>Bring back what was evicted last</source>
        <translation>Ramener ce qui a été évincé en dernier</translation>
    </message>
    <message>
        <source>Looking for caches…</source>
        <translation>Recherche des caches…</translation>
    </message>
    <message>
        <source>No cache of joblib or fsspec was found in the common places. Look in the folder where your notebooks keep theirs.</source>
        <translation>Aucun cache de joblib ou de fsspec n’a été trouvé aux endroits habituels. Cherchez dans le dossier où vos notebooks gardent le leur.</translation>
    </message>
    <message>
        <source>Nothing is found for these words.</source>
        <translation>Rien ne correspond à ces mots.</translation>
    </message>
    <message>
        <source>Move what is selected out of its cache, so that the next call makes it anew (Del)</source>
        <translation>Sortir la sélection de son cache, pour que le prochain appel la recalcule (Suppr)</translation>
    </message>
    <message>
        <source>Select results, functions or files first</source>
        <translation>Sélectionnez d’abord des résultats, des fonctions ou des fichiers</translation>
    </message>
    <message>
        <source>Free %1…</source>
        <translation>Libérer %1…</translation>
    </message>
    <message>
        <source>What was evicted, and could be brought back until it is removed</source>
        <translation>Ce qui a été évincé, et peut revenir tant que ce n’est pas supprimé</translation>
    </message>
    <message>
        <source>Look for caches in</source>
        <translation>Chercher des caches dans</translation>
    </message>
    <message>
        <source>what is being written stays: %1</source>
        <translation>ce qui est en cours d’écriture reste&#xa0;: %1</translation>
    </message>
    <message>
        <source>Evicted %1, %2; the next calls make them anew</source>
        <translation>Évincé&#xa0;: %1, %2&#x202f;; les prochains appels les recalculeront</translation>
    </message>
    <message>
        <source>what was made anew meanwhile stays: %1</source>
        <translation>ce qui a été recalculé entre-temps reste&#xa0;: %1</translation>
    </message>
    <message>
        <source>Brought back %1</source>
        <translation>Ramené&#xa0;: %1</translation>
    </message>
    <message>
        <source>Keep fresh…</source>
        <translation>Garder frais…</translation>
    </message>
    <message>
        <source>Tie what is selected to a dataset: what is older than its data goes by itself</source>
        <translation>Lier la sélection à un jeu de données&#xa0;: ce qui est plus ancien que ses données part de lui-même</translation>
    </message>
</context>
<context>
    <name>larder::CachesTies</name>
    <message>
        <source>Keep as fresh as a dataset</source>
        <translation>Garder aussi frais qu’un jeu de données</translation>
    </message>
    <message>
        <source>Keep fresh</source>
        <translation>Garder frais</translation>
    </message>
    <message>
        <source>Leave to itself</source>
        <translation>Ne plus suivre</translation>
    </message>
    <message>
        <source>&amp;Dataset</source>
        <translation>&amp;Jeu de données</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>When new data of the dataset land, the files of this cache that come from its source get the new bytes; while a change is known and not fetched yet, they are evicted.</source>
        <translation>Quand de nouvelles données arrivent, les fichiers de ce cache qui viennent de la source du jeu de données reçoivent les nouveaux octets&#x202f;; tant qu’un changement est connu et pas encore récupéré, ils sont évincés.</translation>
    </message>
    <message>
        <source>When the data of the dataset change, results that were made before are evicted, so that the next calls make them anew.</source>
        <translation>Quand les données du jeu de données changent, les résultats faits auparavant sont évincés, et les prochains appels les refont.</translation>
    </message>
    <message>
        <source>Kept as fresh as %1 from now on.</source>
        <translation>Gardé aussi frais que %1 désormais.</translation>
    </message>
    <message>
        <source>Left to itself from now on.</source>
        <translation>N’est plus suivi désormais.</translation>
    </message>
</context>
<context>
    <name>larder::CachesTrash</name>
    <message>
        <source>Remove what was evicted</source>
        <translation>Supprimer ce qui a été évincé</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Supprimer définitivement</translation>
    </message>
    <message>
        <source>%1 that were evicted still lie beside their caches. Once they are removed, nothing brings them back.</source>
        <translation>%1 évincés restent à côté de leurs caches. Une fois supprimés, rien ne les ramène.</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Suppression…</translation>
    </message>
    <message>
        <source>%1 are free again.</source>
        <translation>%1 sont de nouveau libres.</translation>
    </message>
</context>
<context>
    <name>larder::ChangesModel</name>
    <message>
        <source>%1, other content</source>
        <translation>%1, autre contenu</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nouveau</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>identical content, new upload</source>
        <translation>contenu identique, nouveau dépôt</translation>
    </message>
    <message>
        <source>%1, none of them changed</source>
        <translation>%1, aucun changement</translation>
    </message>
    <message>
        <source>%1 unchanged</source>
        <translation>%1 sans changement</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
</context>
<context>
    <name>larder::ChangesTab</name>
    <message>
        <source>Back to the newest change</source>
        <translation>Revenir au dernier changement</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Changements</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Instantanés</translation>
    </message>
    <message>
        <source>Since %1 → %2 (re-upload)</source>
        <translation>%1 → %2 (nouveau dépôt)</translation>
    </message>
    <message>
        <source>Since %1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>larder::CloseQuestion</name>
    <message>
        <source>Close Larder</source>
        <translation>Fermer Larder</translation>
    </message>
    <message>
        <source>Go on syncing in the background?</source>
        <translation>Continuer la synchronisation en arrière-plan&#x202f;?</translation>
    </message>
    <message>
        <source>No panel here shows Larder&apos;s icon. Start Larder again, and this window comes back.</source>
        <translation>Aucune zone de notification n’affiche ici l’icône de Larder. Relancez Larder, et cette fenêtre revient.</translation>
    </message>
    <message numerus="yes">
        <source>Quitting stops %n runs; what they have fetched so far is used the next time.</source>
        <translation>
            <numerusform>L’arrêt interrompt %n passage&#x202f;; ce qui est déjà récupéré servira la prochaine fois.</numerusform>
            <numerusform>L’arrêt interrompt %n passages&#x202f;; ce qui est déjà récupéré servira la prochaine fois.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Do not ask again; the settings can change it</source>
        <translation>&amp;Ne plus demander&#x202f;; les réglages permettent d’en changer</translation>
    </message>
    <message>
        <source>Go on &amp;syncing</source>
        <translation>&amp;Continuer</translation>
    </message>
    <message>
        <source>&amp;Quit Larder</source>
        <translation>&amp;Quitter Larder</translation>
    </message>
</context>
<context>
    <name>larder::CredentialFields</name>
    <message>
        <source>may be empty</source>
        <translation>peut rester vide</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose the key file</source>
        <translation>Choisir le fichier de clé</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Fichier de clé</translation>
    </message>
</context>
<context>
    <name>larder::CredentialsDialog</name>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>Nouveau secret…</translation>
    </message>
    <message>
        <source>Test…</source>
        <translation>Essayer…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>Supprimer définitivement</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Identifiants</translation>
    </message>
    <message>
        <source>Sign-ins that datasets may name. Their secrets lie in the desktop keyring and nowhere else.</source>
        <translation>Des connexions que les jeux de données peuvent nommer. Leurs secrets sont dans le trousseau du bureau et nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Utilisé par</translation>
    </message>
    <message>
        <source>Add credentials</source>
        <translation>Ajouter des identifiants</translation>
    </message>
    <message>
        <source>New secret for the selected credentials</source>
        <translation>Nouveau secret pour les identifiants choisis</translation>
    </message>
    <message>
        <source>Test the selected credentials</source>
        <translation>Essayer les identifiants choisis</translation>
    </message>
    <message>
        <source>Remove the selected credentials</source>
        <translation>Supprimer les identifiants choisis</translation>
    </message>
    <message>
        <source>Name of the credentials</source>
        <translation>Nom des identifiants</translation>
    </message>
    <message>
        <source>Kind of the credentials</source>
        <translation>Type des identifiants</translation>
    </message>
    <message>
        <source>Address to list</source>
        <translation>Adresse à lister</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>no dataset</source>
        <translation>aucun jeu de données</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>New secret for %1</source>
        <translation>Nouveau secret pour %1</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>Essayer %1</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>An address to list, such as s3://bucket/prefix/</source>
        <translation>Une adresse à lister, comme s3://bucket/prefix/</translation>
    </message>
    <message>
        <source>An address to list; else that of %1</source>
        <translation>Une adresse à lister&#x202f;; sinon celle de %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>Supprimer %1</translation>
    </message>
    <message>
        <source>No dataset uses it. This cannot be undone.</source>
        <translation>Aucun jeu de données ne s’en sert. C’est irréversible.</translation>
    </message>
    <message>
        <source>These sign in with it, and fail without it: %1. This cannot be undone.</source>
        <translation>Ceux-ci se connectent avec et échouent sans&#xa0;: %1. C’est irréversible.</translation>
    </message>
    <message>
        <source>There are credentials of that name already.</source>
        <translation>Des identifiants de ce nom existent déjà.</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>Interrogation du trousseau…</translation>
    </message>
    <message>
        <source>Asking the source…</source>
        <translation>Interrogation de la source…</translation>
    </message>
    <message>
        <source>It works: %1 can be listed, %2, %3.</source>
        <translation>Cela marche&#xa0;: %1 se laisse lister, %2, %3.</translation>
    </message>
</context>
<context>
    <name>larder::DatasetActions</name>
    <message>
        <source>Refresh its dataset</source>
        <translation>Actualiser son jeu de données</translation>
    </message>
    <message>
        <source>Refresh all %1 datasets</source>
        <translation>Actualiser les %1 jeux de données</translation>
    </message>
    <message>
        <source>Force refresh its dataset…</source>
        <translation>Tout récupérer de son jeu de données…</translation>
    </message>
    <message>
        <source>Force refresh all %1 datasets…</source>
        <translation>Tout récupérer des %1 jeux de données…</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Force refresh…</source>
        <translation>Tout récupérer à nouveau…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Copy %1 paths</source>
        <translation>Copier %1 chemins</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Copy Python snippet</source>
        <translation>Copier le code Python</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>I told the customer…</source>
        <translation>J’ai prévenu le client…</translation>
    </message>
    <message>
        <source>Pin the newest snapshot</source>
        <translation>Épingler le dernier instantané</translation>
    </message>
    <message>
        <source>Unpin the newest snapshot</source>
        <translation>Désépingler le dernier instantané</translation>
    </message>
    <message>
        <source>Hold this snapshot</source>
        <translation>Figer sur cet instantané</translation>
    </message>
    <message>
        <source>Readers keep getting it when newer ones come</source>
        <translation>Les lecteurs continuent de l’obtenir quand de plus récents arrivent</translation>
    </message>
    <message>
        <source>Use latest</source>
        <translation>Revenir au dernier</translation>
    </message>
    <message>
        <source>%1 datasets</source>
        <translation>%1 jeux de données</translation>
    </message>
    <message>
        <source>Force refresh</source>
        <translation>Tout récupérer à nouveau</translation>
    </message>
    <message>
        <source>Fetch every file of %1 again?</source>
        <translation>Récupérer à nouveau tous les fichiers de %1&#x202f;?</translation>
    </message>
    <message>
        <source>What readers have now stays until everything new is there.</source>
        <translation>Ce que les lecteurs ont aujourd’hui reste jusqu’à ce que tout le nouveau soit là.</translation>
    </message>
    <message>
        <source>Fetch everything</source>
        <translation>Tout récupérer</translation>
    </message>
    <message>
        <source>How much that is will be known once the source was asked.</source>
        <translation>Le volume sera connu une fois la source interrogée.</translation>
    </message>
    <message>
        <source>About %1 will be downloaded: the size of the newest snapshots, changed or not.</source>
        <translation>Environ %1 seront téléchargés&#xa0;: la taille des derniers instantanés, modifiés ou non.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them were never fetched: how large they are is not known.</source>
        <translation>
            <numerusform>%n d’entre eux n’a jamais été récupéré&#xa0;: sa taille n’est pas connue.</numerusform>
            <numerusform>%n d’entre eux n’ont jamais été récupérés&#xa0;: leur taille n’est pas connue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>larder::DatasetActivityModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>une personne</translation>
    </message>
    <message>
        <source>under a second</source>
        <translation>moins d’une seconde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandé par</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
</context>
<context>
    <name>larder::DatasetsDelegate</name>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>hier</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>larder::DatasetsFilter</name>
    <message>
        <source>Last %1 days</source>
        <translation>%1 derniers jours</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 jours</translation>
    </message>
</context>
<context>
    <name>larder::DatasetsModel</name>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>May readers take the copy without asking the source?</source>
        <translation>Les lecteurs peuvent-ils prendre la copie sans interroger la source&#x202f;?</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>The dataset&apos;s name</source>
        <translation>Le nom du jeu de données</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Récupéré</translation>
    </message>
    <message>
        <source>When the newest snapshot was fetched</source>
        <translation>Quand le dernier instantané a été récupéré</translation>
    </message>
    <message>
        <source>Uploaded</source>
        <translation>Déposé</translation>
    </message>
    <message>
        <source>When the customer uploaded the newest file</source>
        <translation>Quand le client a déposé le fichier le plus récent</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Why it is in this state</source>
        <translation>Pourquoi il est dans cet état</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Size of the newest snapshot</source>
        <translation>Taille du dernier instantané</translation>
    </message>
    <message>
        <source>Last 14 days</source>
        <translation>14 derniers jours</translation>
    </message>
    <message>
        <source>Per day: an upload, a re-upload, a failure, or nothing</source>
        <translation>Par jour&#xa0;: un dépôt, un nouveau dépôt, un échec, ou rien</translation>
    </message>
    <message>
        <source>Refresh or stop</source>
        <translation>Actualiser ou arrêter</translation>
    </message>
    <message>
        <source>Customer %1, %2</source>
        <translation>Client %1, %2</translation>
    </message>
    <message>
        <source>%1 (%2), times in %3</source>
        <translation>%1 (%2), heures de %3</translation>
    </message>
</context>
<context>
    <name>larder::DatasetsPage</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Show or hide the details</source>
        <translation>Montrer ou masquer les détails</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Search customers, datasets, sources…</source>
        <translation>Rechercher clients, jeux de données, sources…</translation>
    </message>
    <message>
        <source>Search customers, datasets and sources</source>
        <translation>Rechercher clients, jeux de données et sources</translation>
    </message>
    <message>
        <source>Search (Ctrl+F); Esc shows everything again</source>
        <translation>Rechercher (Ctrl+F)&#x202f;; Échap montre de nouveau tout</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Effacer la recherche</translation>
    </message>
    <message>
        <source>Add a dataset (Ctrl+N)</source>
        <translation>Ajouter un jeu de données (Ctrl+N)</translation>
    </message>
    <message>
        <source>Show all datasets</source>
        <translation>Montrer tous les jeux de données</translation>
    </message>
    <message>
        <source>Clear the search (Esc)</source>
        <translation>Effacer la recherche (Échap)</translation>
    </message>
    <message>
        <source>All fresh</source>
        <translation>Tout est à jour</translation>
    </message>
    <message>
        <source>Refreshing…</source>
        <translation>Actualisation…</translation>
    </message>
    <message>
        <source>Refresh every dataset that is not fresh</source>
        <translation>Actualiser chaque jeu de données qui n’est pas à jour</translation>
    </message>
    <message>
        <source>No dataset is in that state now.</source>
        <translation>Aucun jeu de données n’est dans cet état.</translation>
    </message>
    <message>
        <source>No dataset matches “%1”.</source>
        <translation>Aucun jeu de données ne correspond à «&#xa0;%1&#xa0;».</translation>
    </message>
    <message>
        <source>&amp;Add dataset…</source>
        <translation>A&amp;jouter…</translation>
    </message>
    <message>
        <source>&amp;View ▾</source>
        <translation>Affic&amp;hage ▾</translation>
    </message>
    <message>
        <source>How the table is sorted, and which columns it has</source>
        <translation>Comment le tableau est trié, et ses colonnes</translation>
    </message>
    <message>
        <source>Sorting and columns</source>
        <translation>Tri et colonnes</translation>
    </message>
    <message>
        <source>&amp;Refresh %1 stale</source>
        <translation>&amp;Actualiser (%1)</translation>
    </message>
    <message>
        <source>&amp;Refresh %1 not fresh</source>
        <translation>&amp;Actualiser (%1)</translation>
    </message>
</context>
<context>
    <name>larder::DatasetsView</name>
    <message>
        <source>Datasets</source>
        <translation>Jeux de données</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>Arrêter %1</translation>
    </message>
    <message>
        <source>Refresh %1</source>
        <translation>Actualiser %1</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Trier par</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Colonnes</translation>
    </message>
    <message>
        <source>Name, as at first</source>
        <translation>Nom, comme au début</translation>
    </message>
    <message>
        <source>The other way round</source>
        <translation>Dans l’autre sens</translation>
    </message>
</context>
<context>
    <name>larder::DetailsPanel</name>
    <message>
        <source>Details of the selected dataset</source>
        <translation>Détails du jeu de données sélectionné</translation>
    </message>
    <message>
        <source>Hide the details (Ctrl+D)</source>
        <translation>Masquer les détails (Ctrl+D)</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>Masquer les détails</translation>
    </message>
    <message>
        <source>Edit the binding</source>
        <translation>Modifier la liaison</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Activity of the dataset</source>
        <translation>Activité du jeu de données</translation>
    </message>
    <message>
        <source>a person, forced</source>
        <translation>une personne, forcé</translation>
    </message>
    <message>
        <source>under a second</source>
        <translation>moins d’une seconde</translation>
    </message>
    <message>
        <source>no dataset selected</source>
        <translation>aucun jeu de données sélectionné</translation>
    </message>
    <message>
        <source>Nothing fetched yet.</source>
        <translation>Encore rien de récupéré.</translation>
    </message>
    <message>
        <source>The first snapshot was fetched %1: %2, %3. There is nothing to compare it with yet.</source>
        <translation>Le premier instantané a été récupéré %1&#xa0;: %2, %3. Il n’y a encore rien à quoi le comparer.</translation>
    </message>
    <message>
        <source>Nothing happened yet.</source>
        <translation>Il ne s’est encore rien passé.</translation>
    </message>
    <message>
        <source>&amp;Binding •</source>
        <translation>&amp;Liaison •</translation>
    </message>
    <message>
        <source>&amp;Binding</source>
        <translation>&amp;Liaison</translation>
    </message>
    <message>
        <source>Edited, and not saved yet</source>
        <translation>Modifié, pas encore enregistré</translation>
    </message>
    <message>
        <source>Binding, edited and not saved</source>
        <translation>Liaison, modifiée et pas enregistrée</translation>
    </message>
    <message>
        <source>&amp;What changed</source>
        <translation>&amp;Changements</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>&amp;Fichiers</translation>
    </message>
    <message>
        <source>&amp;Snapshots</source>
        <translation>&amp;Instantanés</translation>
    </message>
    <message>
        <source>Ac&amp;tivity</source>
        <translation>Activi&amp;té</translation>
    </message>
</context>
<context>
    <name>larder::EmptyPage</name>
    <message>
        <source>Add dataset…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>Try with sample data</source>
        <translation>Essayer avec des données d’exemple</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Larder</source>
        <translation>Larder</translation>
    </message>
    <message>
        <source>Say where a customer&apos;s files come from (Ctrl+N)</source>
        <translation>Dire d’où viennent les fichiers d’un client (Ctrl+N)</translation>
    </message>
    <message>
        <source>Make a few datasets from files that come with Larder</source>
        <translation>Créer quelques jeux de données avec des fichiers fournis par Larder</translation>
    </message>
    <message>
        <source>No datasets yet</source>
        <translation>Encore aucun jeu de données</translation>
    </message>
    <message>
        <source>Larder keeps your copy of customers&apos; data fresh: it asks each source whether anything changed, fetches only that, and tells you why.</source>
        <translation>Larder garde à jour votre copie des données des clients&#xa0;: il demande à chaque source si quelque chose a changé, ne récupère que cela, et vous dit pourquoi.</translation>
    </message>
    <message>
        <source>The datasets cannot be read</source>
        <translation>Les jeux de données ne peuvent pas être lus</translation>
    </message>
</context>
<context>
    <name>larder::ExportBar</name>
    <message>
        <source>Progress of the export</source>
        <translation>Avancement de l’export</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop the export</source>
        <translation>Arrêter l’export</translation>
    </message>
    <message>
        <source>another export is going</source>
        <translation>un autre export est en cours</translation>
    </message>
    <message>
        <source>wait for it, or stop it below</source>
        <translation>attendez-le, ou arrêtez-le ci-dessous</translation>
    </message>
    <message>
        <source>Export the snapshot</source>
        <translation>Exporter l’instantané</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Archive zip (*.zip)</translation>
    </message>
    <message>
        <source>Compressed tar archive (*.tar.gz)</source>
        <translation>Archive tar compressée (*.tar.gz)</translation>
    </message>
    <message>
        <source>Compressed tar archive (*.tar.zst)</source>
        <translation>Archive tar compressée (*.tar.zst)</translation>
    </message>
    <message>
        <source>Exporting %1 to %2</source>
        <translation>Export de %1 vers %2</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exporté vers %1</translation>
    </message>
</context>
<context>
    <name>larder::FilesModel</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modifié le</translation>
    </message>
</context>
<context>
    <name>larder::FilesTab</name>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Files of the snapshot</source>
        <translation>Fichiers de l’instantané</translation>
    </message>
    <message>
        <source>Choose a file to see how it begins.</source>
        <translation>Choisissez un fichier pour en voir le début.</translation>
    </message>
    <message>
        <source>Open the file with the program that this desktop has for it (Enter)</source>
        <translation>Ouvrir le fichier avec le programme prévu par ce bureau (Entrée)</translation>
    </message>
    <message>
        <source>Open the folder that the file lies in</source>
        <translation>Ouvrir le dossier où se trouve le fichier</translation>
    </message>
    <message>
        <source>Beginning of the file</source>
        <translation>Début du fichier</translation>
    </message>
    <message>
        <source>Beginning of the table</source>
        <translation>Début du tableau</translation>
    </message>
    <message>
        <source>Select the whole table</source>
        <translation>Sélectionner tout le tableau</translation>
    </message>
    <message>
        <source>only its beginning</source>
        <translation>seulement le début</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Le fichier est vide.</translation>
    </message>
    <message>
        <source>This is no text; open it to see what is in it.</source>
        <translation>Ce n’est pas du texte&#x202f;; ouvrez-le pour en voir le contenu.</translation>
    </message>
    <message>
        <source>This is an archive; open it in the list to see what is in it.</source>
        <translation>C’est une archive&#x202f;; ouvrez-la dans la liste pour voir ce qu’elle contient.</translation>
    </message>
</context>
<context>
    <name>larder::FoundPanel</name>
    <message>
        <source>Asking the source</source>
        <translation>Interrogation de la source</translation>
    </message>
    <message>
        <source>Asking what is there…</source>
        <translation>Interrogation de la source…</translation>
    </message>
    <message>
        <source>Nothing there yet for %1</source>
        <translation>Encore rien pour %1</translation>
    </message>
    <message>
        <source>It is fetched once it is uploaded.</source>
        <translation>Ce sera récupéré dès le dépôt.</translation>
    </message>
    <message>
        <source>The source is there, but nothing in it matches</source>
        <translation>La source répond, mais rien n’y correspond</translation>
    </message>
    <message>
        <source>See whether the address and the patterns are what you mean.</source>
        <translation>Vérifiez que l’adresse et les motifs sont bien ceux que vous voulez.</translation>
    </message>
    <message>
        <source>newest of %1</source>
        <translation>le plus récent&#xa0;: %1</translation>
    </message>
    <message>
        <source>Found %1</source>
        <translation>Trouvé&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… et %1 de plus</translation>
    </message>
    <message>
        <source>Nothing is there yet</source>
        <translation>Il n’y a encore rien</translation>
    </message>
    <message>
        <source>It can be added all the same: it is fetched once something is uploaded, and is missing until then.</source>
        <translation>Il peut être ajouté quand même&#xa0;: il sera récupéré dès que quelque chose est déposé, et manque jusque-là.</translation>
    </message>
</context>
<context>
    <name>larder::MainWindow</name>
    <message>
        <source>Larder</source>
        <translation>Larder</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>Jeux de données</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>The sample customer uploaded its first exports</source>
        <translation>Le client d’exemple a déposé ses premiers exports</translation>
    </message>
    <message>
        <source>The sample customer uploaded again: see what changed</source>
        <translation>Le client d’exemple a déposé à nouveau&#xa0;: voyez ce qui a changé</translation>
    </message>
    <message>
        <source>Add dataset</source>
        <translation>Ajouter un jeu de données</translation>
    </message>
    <message>
        <source>Refresh what is shown</source>
        <translation>Actualiser ce qui est affiché</translation>
    </message>
    <message>
        <source>Refresh all</source>
        <translation>Tout actualiser</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>background sync off</source>
        <translation>synchronisation en arrière-plan désactivée</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>Au %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>au %1</translation>
    </message>
    <message>
        <source>background sync on</source>
        <translation>synchronisation en arrière-plan active</translation>
    </message>
    <message>
        <source>background sync by another Larder</source>
        <translation>synchronisation par un autre Larder</translation>
    </message>
    <message>
        <source>Looking now</source>
        <translation>Consultation en cours</translation>
    </message>
    <message>
        <source>Next look %1</source>
        <translation>Prochaine consultation %1</translation>
    </message>
    <message>
        <source>The catalog was damaged and is made anew: every dataset is there, what was logged before is not. The old one is kept as %1.</source>
        <translation>Le catalogue était endommagé et a été refait&#xa0;: tous les jeux de données sont là, le journal d’avant non. L’ancien est gardé sous %1.</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Caches</translation>
    </message>
    <message>
        <source>background sync off: %1</source>
        <translation>synchronisation en arrière-plan désactivée&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>larder::NameFields</name>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Acme Textiles</source>
        <translation>Acme Textiles</translation>
    </message>
    <message>
        <source>Display name of the new customer</source>
        <translation>Nom affiché du nouveau client</translation>
    </message>
    <message>
        <source>Short name of the new customer</source>
        <translation>Nom court du nouveau client</translation>
    </message>
    <message>
        <source>Time zone of the new customer</source>
        <translation>Fuseau horaire du nouveau client</translation>
    </message>
    <message>
        <source>Name of the dataset</source>
        <translation>Nom du jeu de données</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Nom affiché</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Nom court</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>A new customer…</source>
        <translation>Un nouveau client…</translation>
    </message>
    <message>
        <source>Say how the customer is called.</source>
        <translation>Dites comment s’appelle le client.</translation>
    </message>
    <message>
        <source>Small letters, digits, and . _ - after the first: it is also a folder&apos;s name.</source>
        <translation>Des minuscules, des chiffres, et . _ - après le premier caractère&#xa0;: c’est aussi un nom de dossier.</translation>
    </message>
    <message>
        <source>There is a customer %1 already: choose it above, or take another short name.</source>
        <translation>Il y a déjà un client %1&#xa0;: choisissez-le ci-dessus, ou prenez un autre nom court.</translation>
    </message>
    <message>
        <source>%1 exists already: take another name.</source>
        <translation>%1 existe déjà&#xa0;: prenez un autre nom.</translation>
    </message>
    <message>
        <source>Needed: how the customer is called.</source>
        <translation>Il manque&#xa0;: le nom du client.</translation>
    </message>
    <message>
        <source>Needed: a name for folders and commands, such as acme.</source>
        <translation>Il manque&#xa0;: un nom pour les dossiers et les commandes, par exemple acme.</translation>
    </message>
    <message>
        <source>Needed: a name for folders and commands, such as shipments.</source>
        <translation>Il manque&#xa0;: un nom pour les dossiers et les commandes, par exemple shipments.</translation>
    </message>
    <message>
        <source>At most %1 characters; these are %2. It is also a folder&apos;s name.</source>
        <translation>Au plus %1 caractères&#xa0;; il y en a %2. C’est aussi le nom d’un dossier.</translation>
    </message>
</context>
<context>
    <name>larder::Navigation</name>
    <message>
        <source>Places</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>larder::NextSync</name>
    <message>
        <source>Syncing now · %1</source>
        <translation>Synchronisation en cours · %1</translation>
    </message>
    <message>
        <source>Next sync %1 · %2</source>
        <translation>Prochaine synchro %1 · %2</translation>
    </message>
</context>
<context>
    <name>larder::NoticeBar</name>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close this line</source>
        <translation>Fermer cette ligne</translation>
    </message>
</context>
<context>
    <name>larder::Notifier</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 et %n autre</numerusform>
            <numerusform>%1 et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>The new upload is fetched.</source>
        <translation>Le nouveau dépôt est récupéré.</translation>
    </message>
    <message>
        <source>The new upload is fetched: %1.</source>
        <translation>Le nouveau dépôt est récupéré&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%1 uploaded %2 again</source>
        <translation>%1 a déposé %2 à nouveau</translation>
    </message>
    <message>
        <source>You reported &quot;%1&quot;. %2</source>
        <translation>Vous aviez signalé «&#xa0;%1&#xa0;». %2</translation>
    </message>
    <message>
        <source>%1: the fix did not take</source>
        <translation>%1&#xa0;: la correction n’a pas pris</translation>
    </message>
    <message>
        <source>You reported &quot;%1&quot;. What %2 uploaded since is byte-identical.</source>
        <translation>Vous aviez signalé «&#xa0;%1&#xa0;». Ce que %2 a déposé depuis est identique à l’octet près.</translation>
    </message>
    <message>
        <source>Sign-in needed for %1</source>
        <translation>Connexion requise pour %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 could not be fetched %n times</source>
        <translation>
            <numerusform>%1 n’a pas pu être récupéré %n fois</numerusform>
            <numerusform>%1 n’a pas pu être récupéré %n fois</numerusform>
        </translation>
    </message>
    <message>
        <source>The export of %1 is late</source>
        <translation>L’export de %1 est en retard</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>Voir ce qui a changé</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>une heure inconnue</translation>
    </message>
    <message>
        <source>%1 usually uploads by %2.</source>
        <translation>%1 dépose d’habitude avant %2.</translation>
    </message>
    <message>
        <source>%1 was to upload by %2.</source>
        <translation>%1 devait déposer avant %2.</translation>
    </message>
    <message>
        <source>Your copy is the last one there is.</source>
        <translation>Votre copie est la dernière qui existe.</translation>
    </message>
    <message>
        <source>Larder goes on in the tray</source>
        <translation>Larder continue dans la zone de notification</translation>
    </message>
    <message>
        <source>It keeps your datasets fresh. Its icon brings the window back.</source>
        <translation>Il garde vos jeux de données à jour. Son icône ramène la fenêtre.</translation>
    </message>
    <message>
        <source>Quit Larder</source>
        <translation>Quitter Larder</translation>
    </message>
    <message>
        <source>I told the customer…</source>
        <translation>J’ai prévenu le client…</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>Consulter maintenant</translation>
    </message>
    <message numerus="yes">
        <source>sign-in needed for %n</source>
        <translation>
            <numerusform>connexion requise pour %n</numerusform>
            <numerusform>connexion requise pour %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n en échec</numerusform>
            <numerusform>%n en échec</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n late</source>
        <translation>
            <numerusform>%n en retard</numerusform>
            <numerusform>%n en retard</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n uploaded again</source>
        <translation>
            <numerusform>%n déposé à nouveau</numerusform>
            <numerusform>%n déposés à nouveau</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte-identical</source>
        <translation>
            <numerusform>%n identique à l’octet près</numerusform>
            <numerusform>%n identiques à l’octet près</numerusform>
        </translation>
    </message>
    <message>
        <source>While Larder was closed</source>
        <translation>Pendant que Larder était fermé</translation>
    </message>
    <message>
        <source>The command after the fetch of %1 failed</source>
        <translation>La commande qui suit la récupération de %1 a échoué</translation>
    </message>
    <message>
        <source>%1 The new data are in place all the same.</source>
        <translation>%1 Les nouvelles données sont en place malgré tout.</translation>
    </message>
    <message numerus="yes">
        <source>%n with a failed command</source>
        <translation>
            <numerusform>%n avec une commande en échec</numerusform>
            <numerusform>%n avec une commande en échec</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>larder::PauseButton</name>
    <message>
        <source>For 1 hour</source>
        <translation>Pour 1 heure</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Jusqu’à demain</translation>
    </message>
    <message>
        <source>Until resumed</source>
        <translation>Jusqu’à la reprise</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Let the background rest; refreshing by hand still works</source>
        <translation>Laisser l’arrière-plan au repos&#x202f;; l’actualisation manuelle reste possible</translation>
    </message>
    <message>
        <source>&amp;Paused ▾</source>
        <translation>En &amp;pause ▾</translation>
    </message>
    <message>
        <source>&amp;Pause ▾</source>
        <translation>&amp;Pause ▾</translation>
    </message>
    <message>
        <source>Background sync is paused</source>
        <translation>La synchronisation en arrière-plan est en pause</translation>
    </message>
    <message>
        <source>Pause background sync</source>
        <translation>Suspendre la synchronisation en arrière-plan</translation>
    </message>
</context>
<context>
    <name>larder::PolicyEditor</name>
    <message>
        <source>Every day</source>
        <translation>Chaque jour</translation>
    </message>
    <message>
        <source>Every day at</source>
        <translation>Chaque jour à</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>Du lundi au vendredi</translation>
    </message>
    <message>
        <source>Monday to Friday at</source>
        <translation>Du lundi au vendredi à</translation>
    </message>
    <message>
        <source>Every so often</source>
        <translation>À intervalle régulier</translation>
    </message>
    <message>
        <source>By a cron line</source>
        <translation>Selon une ligne cron</translation>
    </message>
    <message>
        <source>At every read</source>
        <translation>À chaque lecture</translation>
    </message>
    <message>
        <source>Only when told to</source>
        <translation>Seulement sur demande</translation>
    </message>
    <message>
        <source>How long a look counts</source>
        <translation>Combien de temps vaut une consultation</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Intervalle</translation>
    </message>
    <message>
        <source>15m, 6h, 2d</source>
        <translation>15m, 6h, 2d</translation>
    </message>
    <message>
        <source>Cron line</source>
        <translation>Ligne cron</translation>
    </message>
    <message>
        <source>minute hour day month weekday</source>
        <translation>minute heure jour mois jour-de-semaine</translation>
    </message>
    <message>
        <source>Each reader waits until the source was asked.</source>
        <translation>Chaque lecteur attend que la source ait répondu.</translation>
    </message>
    <message>
        <source>Readers get what is there until you refresh it.</source>
        <translation>Les lecteurs obtiennent ce qui est là jusqu’à ce que vous l’actualisiez.</translation>
    </message>
    <message>
        <source>Next: %1 … (%2)</source>
        <translation>Prochaines&#xa0;: %1 … (%2)</translation>
    </message>
    <message>
        <source>Next: %1 …</source>
        <translation>Prochaines&#xa0;: %1 …</translation>
    </message>
</context>
<context>
    <name>larder::ProgressLine</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Stop: %1</source>
        <translation>Arrêter&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
</context>
<context>
    <name>larder::QuitQuestion</name>
    <message>
        <source>Quit Larder</source>
        <translation>Quitter Larder</translation>
    </message>
    <message>
        <source>Quit without saving?</source>
        <translation>Quitter sans enregistrer&#x202f;?</translation>
    </message>
    <message>
        <source>These bindings were edited, and the edits are not saved:</source>
        <translation>Ces liaisons ont été modifiées, et les modifications ne sont pas enregistrées&#x202f;:</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Show the edits</source>
        <translation>&amp;Afficher les modifications</translation>
    </message>
    <message>
        <source>&amp;Quit without saving</source>
        <translation>&amp;Quitter sans enregistrer</translation>
    </message>
</context>
<context>
    <name>larder::RemoteField</name>
    <message>
        <source>Choose one…</source>
        <translation>Choisissez-en un…</translation>
    </message>
    <message>
        <source>Remote of rclone</source>
        <translation>Distant de rclone</translation>
    </message>
    <message>
        <source>The remotes that rclone is set up for on this computer</source>
        <translation>Les distants pour lesquels rclone est configuré sur cet ordinateur</translation>
    </message>
    <message>
        <source>Remote</source>
        <translation>Distant</translation>
    </message>
</context>
<context>
    <name>larder::ReportDialog</name>
    <message>
        <source>Watch for the re-upload</source>
        <translation>Guetter le nouveau dépôt</translation>
    </message>
    <message>
        <source>I told the customer – %1</source>
        <translation>J’ai prévenu le client – %1</translation>
    </message>
    <message>
        <source>What is wrong with the upload of %1? Larder then asks the source every two minutes, and tells you once when a different upload has landed.</source>
        <translation>Qu’est-ce qui ne va pas dans le dépôt de %1&#x202f;? Larder interroge alors la source toutes les deux minutes, et vous prévient une fois quand un dépôt différent est arrivé.</translation>
    </message>
    <message>
        <source>What is wrong with the upload</source>
        <translation>Ce qui ne va pas dans le dépôt</translation>
    </message>
    <message>
        <source>for example: the supplier ids are empty</source>
        <translation>par exemple&#xa0;: les identifiants fournisseur sont vides</translation>
    </message>
    <message>
        <source>Close the open report</source>
        <translation>Clore le signalement ouvert</translation>
    </message>
    <message>
        <source>The customer need not upload again</source>
        <translation>Le client n’a pas besoin de déposer à nouveau</translation>
    </message>
    <message numerus="yes">
        <source>%n characters too many</source>
        <translation>
            <numerusform>%n caractère de trop</numerusform>
            <numerusform>%n caractères de trop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>larder::RunBar</name>
    <message>
        <source>Progress of the runs</source>
        <translation>Avancement des passages</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Store %1 of %2</source>
        <translation>Stockage %1 sur %2</translation>
    </message>
    <message>
        <source>Store %1</source>
        <translation>Stockage %1</translation>
    </message>
    <message>
        <source>%1; after it, %2</source>
        <translation>%1&#x202f;; ensuite, %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1&#x202f;; %2</translation>
    </message>
</context>
<context>
    <name>larder::SettingsMove</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Move the store</source>
        <translation>Déplacer le stockage</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>/mnt/disk/larder</source>
        <translation>/mnt/disque/larder</translation>
    </message>
    <message>
        <source>Folder for the store</source>
        <translation>Dossier du stockage</translation>
    </message>
    <message>
        <source>Choose a folder for the store</source>
        <translation>Choisir un dossier pour le stockage</translation>
    </message>
    <message>
        <source>Everything is copied to an empty folder, read back and compared, then the new place is in force. Who reads at the old place reads on; it is removed after a day.</source>
        <translation>Tout est copié dans un dossier vide, relu et comparé, puis le nouvel emplacement entre en vigueur. Qui lit à l’ancien emplacement continue de lire&#x202f;; celui-ci est supprimé au bout d’un jour.</translation>
    </message>
    <message>
        <source>Write the whole path, from / on.</source>
        <translation>Écrivez le chemin complet, à partir de /.</translation>
    </message>
    <message>
        <source>Moving the store</source>
        <translation>Déplacement du stockage</translation>
    </message>
    <message>
        <source>Stopped. The store stays where it is.</source>
        <translation>Arrêté. Le stockage reste où il est.</translation>
    </message>
    <message>
        <source>The store is there already.</source>
        <translation>Le stockage s’y trouve déjà.</translation>
    </message>
    <message>
        <source>%1 moved to %2. Who reads at %3 reads on; that place is removed after %4.</source>
        <translation>%1 déplacés vers %2. Qui lit dans %3 continue de lire&#x202f;; cet emplacement est supprimé après %4.</translation>
    </message>
</context>
<context>
    <name>larder::SettingsPage</name>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Start in the tray when I log in</source>
        <translation>Démarrer dans la zone de notification à l’ouverture de session</translation>
    </message>
    <message>
        <source>The change holds until Larder ends: %1</source>
        <translation>Le changement vaut jusqu’à la fin de Larder&#xa0;: %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Changes count at once.</source>
        <translation>Les changements prennent effet aussitôt.</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Déplacer…</translation>
    </message>
    <message>
        <source>Move the store</source>
        <translation>Déplacer le stockage</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>Where the fetched bytes lie. It may be another disk.</source>
        <translation>Où se trouvent les octets récupérés. Ce peut être un autre disque.</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>&amp;Budget</translation>
    </message>
    <message>
        <source>Beyond it, older snapshots go first. Newest, current, held and pinned ones stay.</source>
        <translation>Au-delà, les anciens instantanés partent d’abord. Le dernier, l’actuel, les figés et les épinglés restent.</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Récupération</translation>
    </message>
    <message>
        <source>&amp;Datasets at once</source>
        <translation>&amp;Jeux de données à la fois</translation>
    </message>
    <message>
        <source>How many are fetched side by side.</source>
        <translation>Combien sont récupérés côte à côte.</translation>
    </message>
    <message>
        <source>Band&amp;width</source>
        <translation>Bande &amp;passante</translation>
    </message>
    <message>
        <source>Over all fetches together.</source>
        <translation>Pour toutes les récupérations ensemble.</translation>
    </message>
    <message>
        <source>Background sync</source>
        <translation>Synchronisation en arrière-plan</translation>
    </message>
    <message>
        <source>On a &amp;metered network</source>
        <translation>Sur un réseau facturé à l’&amp;usage</translation>
    </message>
    <message>
        <source>A network that nobody calls metered is not.</source>
        <translation>Un réseau que rien ne dit facturé ne l’est pas.</translation>
    </message>
    <message>
        <source>On batte&amp;ry</source>
        <translation>Sur batte&amp;rie</translation>
    </message>
    <message>
        <source>&amp;Quiet hours</source>
        <translation>&amp;Heures calmes</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock; they may go over midnight.</source>
        <translation>À l’horloge de cet ordinateur&#x202f;; elles peuvent passer minuit.</translation>
    </message>
    <message>
        <source>&amp;In quiet hours</source>
        <translation>P&amp;endant les heures calmes</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>At &amp;login</source>
        <translation>À l’&amp;ouverture de session</translation>
    </message>
    <message>
        <source>So that looks go on without the window.</source>
        <translation>Pour que les consultations continuent sans la fenêtre.</translation>
    </message>
    <message>
        <source>until</source>
        <translation>à</translation>
    </message>
    <message>
        <source>Keep quiet hours</source>
        <translation>Respecter des heures calmes</translation>
    </message>
    <message>
        <source>Quiet hours begin</source>
        <translation>Début des heures calmes</translation>
    </message>
    <message>
        <source>Quiet hours end</source>
        <translation>Fin des heures calmes</translation>
    </message>
    <message>
        <source>Sync as usual</source>
        <translation>Synchroniser comme d’habitude</translation>
    </message>
    <message>
        <source>Look, but fetch nothing</source>
        <translation>Consulter, sans récupérer</translation>
    </message>
    <message>
        <source>Do nothing</source>
        <translation>Ne rien faire</translation>
    </message>
    <message>
        <source>They begin and end at the same time. Choose another end, or switch them off.</source>
        <translation>Elles commencent et finissent à la même heure. Choisissez une autre fin, ou désactivez-les.</translation>
    </message>
    <message>
        <source>When a customer uploads again on the same day, or after my report</source>
        <translation>Quand un client dépose à nouveau le même jour, ou après mon signalement</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>&amp;Couleurs</translation>
    </message>
    <message>
        <source>&amp;Closing the window</source>
        <translation>&amp;Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Where a panel shows the tray icon, the window hides and syncing goes on.</source>
        <translation>Là où une zone de notification affiche l’icône, la fenêtre se cache et la synchronisation continue.</translation>
    </message>
    <message>
        <source>Asks whether to go on syncing</source>
        <translation>Demande s’il faut continuer la synchronisation</translation>
    </message>
    <message>
        <source>Goes on syncing in the background</source>
        <translation>Continue la synchronisation en arrière-plan</translation>
    </message>
    <message>
        <source>Quits Larder</source>
        <translation>Quitte Larder</translation>
    </message>
    <message>
        <source>Sign-ins</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>Credentials…</source>
        <translation>Identifiants…</translation>
    </message>
    <message>
        <source>In the desktop keyring</source>
        <translation>Dans le trousseau du bureau</translation>
    </message>
    <message>
        <source>Secrets of buckets and web servers, kept under names that datasets use.</source>
        <translation>Les secrets de buckets et de serveurs web, gardés sous des noms dont se servent les jeux de données.</translation>
    </message>
    <message>
        <source>Credentials in the desktop keyring</source>
        <translation>Identifiants dans le trousseau du bureau</translation>
    </message>
    <message>
        <source>When a sign-in is needed, fetches or commands fail or an export is late</source>
        <translation>Quand une connexion est requise, que des récupérations ou des commandes échouent, ou qu’un export est en retard</translation>
    </message>
</context>
<context>
    <name>larder::SnapshotsModel</name>
    <message>
        <source>current, held</source>
        <translation>actuel, figé</translation>
    </message>
    <message>
        <source>current</source>
        <translation>actuel</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>dernier</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglé</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Récupéré</translation>
    </message>
    <message>
        <source>Uploaded</source>
        <translation>Déposé</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Raison</translation>
    </message>
</context>
<context>
    <name>larder::SnapshotsView</name>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Compare the snapshot of %1 with the current one</source>
        <translation>Comparer l’instantané (%1) avec l’actuel</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Give readers the snapshot of %1 until you say otherwise</source>
        <translation>Donner aux lecteurs l’instantané (%1) jusqu’à nouvel ordre</translation>
    </message>
    <message>
        <source>Use latest</source>
        <translation>Revenir au dernier</translation>
    </message>
    <message>
        <source>Stop holding the snapshot of %1; readers get the newest</source>
        <translation>Ne plus figer l’instantané (%1)&#x202f;; les lecteurs obtiennent le dernier</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Keep the snapshot of %1 for good</source>
        <translation>Garder pour de bon l’instantané (%1)</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Désépingler</translation>
    </message>
    <message>
        <source>Let the snapshot of %1 be pruned in its turn</source>
        <translation>Laisser l’instantané (%1) être élagué à son tour</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Write the snapshot of %1 as one archive</source>
        <translation>Écrire l’instantané (%1) dans une archive</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open the folder of the snapshot of %1</source>
        <translation>Ouvrir le dossier de l’instantané (%1)</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Instantanés</translation>
    </message>
</context>
<context>
    <name>larder::StateChips</name>
    <message>
        <source>Show only these: %1</source>
        <translation>Ne montrer que&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>larder::StorageCheck</name>
    <message>
        <source>Check the store</source>
        <translation>Vérifier le stockage</translation>
    </message>
    <message>
        <source>Mend what can be mended</source>
        <translation>Réparer ce qui peut l’être</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Instantané</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
    <message>
        <source>Damaged files</source>
        <translation>Fichiers endommagés</translation>
    </message>
    <message>
        <source>Stopped. What was read until then was not judged.</source>
        <translation>Arrêté. Ce qui a été lu jusque-là n’a pas été jugé.</translation>
    </message>
    <message>
        <source>Reading every stored byte again</source>
        <translation>Relecture de chaque octet stocké</translation>
    </message>
    <message>
        <source>%1 checked, %2 read</source>
        <translation>%1 vérifiés, %2 lus</translation>
    </message>
    <message>
        <source>%1: all as they should be.</source>
        <translation>%1&#xa0;: tout est comme il faut.</translation>
    </message>
    <message>
        <source>%1: %2 damaged.</source>
        <translation>%1&#xa0;: %2 endommagés.</translation>
    </message>
    <message>
        <source>the manifest</source>
        <translation>le manifeste</translation>
    </message>
    <message>
        <source>Mending…</source>
        <translation>Réparation…</translation>
    </message>
    <message>
        <source>%1 restored from another whole copy.</source>
        <translation>%1 restaurés depuis une autre copie intacte.</translation>
    </message>
    <message>
        <source>Fetching %1 again; only what is gone is fetched.</source>
        <translation>Nouvelle récupération de %1&#x202f;; seul ce qui manque est récupéré.</translation>
    </message>
    <message>
        <source>%1 lost, in older snapshots and nowhere else.</source>
        <translation>%1 perdus, dans d’anciens instantanés et nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Nothing was left to mend.</source>
        <translation>Il n’y avait plus rien à réparer.</translation>
    </message>
</context>
<context>
    <name>larder::StorageDrawer</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>larder::StorageForget</name>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>Forget for good</source>
        <translation>Oublier pour de bon</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>Oublier %1</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1 avec %2</translation>
    </message>
    <message>
        <source>This removes every byte of %1 from this machine: binding, %2 and history. It cannot be undone. Nothing happens at the source.</source>
        <translation>Ceci supprime de cette machine chaque octet de %1&#xa0;: liaison, %2 et historique. C’est irréversible. Rien ne se passe à la source.</translation>
    </message>
    <message>
        <source>%1 are freed.</source>
        <translation>%1 sont libérés.</translation>
    </message>
    <message>
        <source>%1 stay, because others hold the same bytes.</source>
        <translation>%1 restent, car d’autres contiennent les mêmes octets.</translation>
    </message>
    <message>
        <source>To go on, type the name: %1</source>
        <translation>Pour continuer, saisissez le nom&#xa0;: %1</translation>
    </message>
    <message>
        <source>Type %1 to forget it</source>
        <translation>Saisissez %1 pour l’oublier</translation>
    </message>
    <message>
        <source>Forgetting %1…</source>
        <translation>Oubli de %1…</translation>
    </message>
    <message>
        <source>%1 is forgotten: %2, %3 freed.</source>
        <translation>%1 est oublié&#xa0;: %2, %3 libérés.</translation>
    </message>
    <message>
        <source>%1 stay, because other datasets hold the same bytes.</source>
        <translation>%1 restent, car d’autres jeux de données contiennent les mêmes octets.</translation>
    </message>
    <message>
        <source>%1 is not there now; what the store left there goes when its disk is back.</source>
        <translation>%1 n’est pas là pour le moment&#x202f;; ce que le stockage y a laissé partira au retour de son disque.</translation>
    </message>
    <message>
        <source>Every place was looked through afterwards, and nothing is left.</source>
        <translation>Chaque endroit a été passé en revue ensuite, et il ne reste rien.</translation>
    </message>
</context>
<context>
    <name>larder::StorageModel</name>
    <message>
        <source>Others hold the same bytes; they are stored once</source>
        <translation>D’autres contiennent les mêmes octets&#x202f;; ils sont stockés une seule fois</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Instantanés</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Actuel</translation>
    </message>
    <message>
        <source>All snapshots</source>
        <translation>Tous les instantanés</translation>
    </message>
    <message>
        <source>Of it shared</source>
        <translation>Dont partagé</translation>
    </message>
</context>
<context>
    <name>larder::StoragePage</name>
    <message>
        <source>Check the store</source>
        <translation>Vérifier le stockage</translation>
    </message>
    <message>
        <source>Make room…</source>
        <translation>Faire de la place…</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Oublier…</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>What takes room</source>
        <translation>Ce qui prend de la place</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>Instantanés</translation>
    </message>
    <message>
        <source>All snapshots</source>
        <translation>Tous les instantanés</translation>
    </message>
    <message>
        <source>Of it shared</source>
        <translation>Dont partagé</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Read every stored byte again and compare it with what was fetched</source>
        <translation>Relire chaque octet stocké et le comparer à ce qui a été récupéré</translation>
    </message>
    <message>
        <source>See which older snapshots may go, and why, before anything is removed</source>
        <translation>Voir quels anciens instantanés peuvent partir, et pourquoi, avant toute suppression</translation>
    </message>
    <message>
        <source>Remove the selected customer or dataset from this machine, for good</source>
        <translation>Supprimer de cette machine, pour de bon, le client ou le jeu de données sélectionné</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>&amp;Budget</translation>
    </message>
    <message>
        <source>Budget for the store</source>
        <translation>Budget du stockage</translation>
    </message>
    <message>
        <source>When the store grows beyond this, older snapshots go first, after each fetch. Newest, current, held and pinned ones stay.</source>
        <translation>Quand le stockage dépasse ceci, les anciens instantanés partent d’abord, après chaque récupération. Le dernier, l’actuel, les figés et les épinglés restent.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 stored</source>
        <translation>%1 stockés</translation>
    </message>
    <message>
        <source>%1 free on the disk of %2</source>
        <translation>%1 libres sur le disque de %2</translation>
    </message>
    <message>
        <source>%1 shared between datasets, counted once</source>
        <translation>%1 partagés entre jeux de données, comptés une fois</translation>
    </message>
    <message>
        <source>%1 of unfinished downloads and leftovers</source>
        <translation>%1 de téléchargements inachevés et de restes</translation>
    </message>
    <message>
        <source>Nothing is stored yet. What datasets take here is told once something was fetched.</source>
        <translation>Rien n’est encore stocké. La place prise par les jeux de données est indiquée dès la première récupération.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Waits until this is over: %1</source>
        <translation>Attend que ceci soit fini&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>larder::StoragePrune</name>
    <message>
        <source>Make room</source>
        <translation>Faire de la place</translation>
    </message>
    <message>
        <source>Remove them</source>
        <translation>Les supprimer</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Jeu de données</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Instantané</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>Libère</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Snapshots that would go</source>
        <translation>Instantanés qui partiraient</translation>
    </message>
    <message>
        <source>Looking for what may go…</source>
        <translation>Recherche de ce qui peut partir…</translation>
    </message>
    <message>
        <source>No snapshot needs to go: each dataset has no more than it keeps, and the budget holds. Leftovers of broken runs are removed by themselves.</source>
        <translation>Aucun instantané n’a à partir&#xa0;: chaque jeu de données n’a que ce qu’il garde, et le budget est tenu. Les restes de passages interrompus sont supprimés d’eux-mêmes.</translation>
    </message>
    <message>
        <source>%1 would go, which frees %2. Readers keep what they have; nothing happens at the source.</source>
        <translation>%1 partiraient, ce qui libère %2. Les lecteurs gardent ce qu’ils ont&#x202f;; rien ne se passe à la source.</translation>
    </message>
    <message>
        <source>The store would still be %1 over its budget: what is left is newest, current, held, pinned or was used in the last 24 hours.</source>
        <translation>Le stockage dépasserait encore son budget de %1&#xa0;: ce qui reste est le dernier, l’actuel, figé, épinglé ou a servi ces dernières 24 heures.</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Suppression…</translation>
    </message>
    <message>
        <source>%1 removed, %2 freed.</source>
        <translation>%1 supprimés, %2 libérés.</translation>
    </message>
    <message>
        <source>A budget of %1</source>
        <translation>Un budget de %1</translation>
    </message>
    <message>
        <source>Set the budget and remove them</source>
        <translation>Fixer le budget et les supprimer</translation>
    </message>
    <message>
        <source>No snapshot may go now.</source>
        <translation>Aucun instantané ne peut partir maintenant.</translation>
    </message>
    <message>
        <source>Set the budget</source>
        <translation>Fixer le budget</translation>
    </message>
</context>
<context>
    <name>larder::TrayIcon</name>
    <message>
        <source>Larder</source>
        <translation>Larder</translation>
    </message>
    <message>
        <source>No datasets yet</source>
        <translation>Encore aucun jeu de données</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n en cours</numerusform>
            <numerusform>%n en cours</numerusform>
        </translation>
    </message>
    <message>
        <source>Larder: %1</source>
        <translation>Larder&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>larder::TrayMenu</name>
    <message>
        <source>Open Larder</source>
        <translation>Ouvrir Larder</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message numerus="yes">
        <source>Refresh all %n that are not fresh</source>
        <translation>
            <numerusform>Actualiser le seul qui n’est pas à jour (%n)</numerusform>
            <numerusform>Actualiser les %n qui ne sont pas à jour</numerusform>
        </translation>
    </message>
    <message>
        <source>Refresh %1 (%2)</source>
        <translation>Actualiser %1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n more in the window</source>
        <translation>
            <numerusform>%n autre dans la fenêtre</numerusform>
            <numerusform>%n autres dans la fenêtre</numerusform>
        </translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Fetch everything again…</source>
        <translation>Tout récupérer à nouveau…</translation>
    </message>
    <message numerus="yes">
        <source>%n more customers in the window</source>
        <translation>
            <numerusform>%n autre client dans la fenêtre</numerusform>
            <numerusform>%n autres clients dans la fenêtre</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume background sync (%1)</source>
        <translation>Reprendre la synchronisation en arrière-plan (%1)</translation>
    </message>
    <message>
        <source>Pause background sync</source>
        <translation>Suspendre la synchronisation en arrière-plan</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Pour 1 heure</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Jusqu’à demain</translation>
    </message>
    <message>
        <source>Until resumed</source>
        <translation>Jusqu’à la reprise</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Keeps the local copy of customers&apos; data fresh, whole and explainable: window and tray.</source>
        <translation>Garde la copie locale des données des clients à jour, complète et explicable&#xa0;: fenêtre et zone de notification.</translation>
    </message>
    <message>
        <source>Colours: system (the default), light or dark.</source>
        <translation>Couleurs&#xa0;: system (par défaut), light ou dark.</translation>
    </message>
    <message>
        <source>Judge as of this instant; needs LARDER_HOME; nothing is looked for in the background.</source>
        <translation>Juger à cet instant&#x202f;; exige LARDER_HOME&#x202f;; rien n’est consulté en arrière-plan.</translation>
    </message>
    <message>
        <source>Start hidden in the tray; with a window where there is no tray.</source>
        <translation>Démarrer caché dans la zone de notification&#x202f;; avec une fenêtre là où il n’y en a pas.</translation>
    </message>
    <message>
        <source>Open at this dataset: customer/dataset.</source>
        <translation>Ouvrir sur ce jeu de données&#xa0;: client/jeu.</translation>
    </message>
    <message>
        <source>one dataset can be opened, not %1</source>
        <translation>un seul jeu de données peut être ouvert, pas %1</translation>
    </message>
    <message>
        <source>--theme takes system, light or dark</source>
        <translation>--theme prend system, light ou dark</translation>
    </message>
</context>
</TS>
