"""The edition of 2022, retold in the portal's own words; paragraphs and numbers are the source's.

Two paragraphs are numbered § 6 in the source, and stay so. The official wording is KL's document
(16 September 2021, Dok. ID 3128091), printed as item 5.4 of the packet of 11 October 2021.
"""

from meetings.rules.paragraph import Paragraph, Part

PURPOSE = Paragraph(
    1,
    "Formål",
    (
        Part(
            "KKR har til formål (KL's love § 14):",
            (
                "at varetage det, som kommunerne har til fælles i regionale spørgsmål",
                "at samarbejde og koordinere regionalt, så hver kommune kan give sine borgere den "
                "bedste service",
                "at styrke kommunernes samarbejde om opgaver på tværs af kommunegrænserne.",
            ),
        ),
    ),
)

TASKS = Paragraph(
    2,
    "Opgaver",
    (
        Part(
            "KKR er en del af KL's politiske organisation. KL's bestyrelse taler kommunernes sag over "
            "for regering og Folketing; KKR gør det i regionen, hvor kommunerne:",
            (
                "har et tæt samspil med regionen og andre regionale aktører",
                "er afhængige af hinanden, når opgaverne løses",
                "når længere ved at arbejde sammen.",
            ),
        ),
        Part(
            "KKR skal:",
            (
                "drøfte regionale problemer og samordne indsatsen",
                "bidrage til det, der skal løses kommunerne imellem eller sammen med regionen",
                "udpege kommunernes repræsentanter i nævn og udvalg, der dækker regionen",
                "tage initiativ til, at kommunerne samordner deres holdninger, også i de regionale organer",
                "holde en løbende dialog med kommunalbestyrelserne",
                "koordinere på tværs med KL og de fire andre KKR.",
            ),
        ),
    ),
)

COMPOSITION = Paragraph(
    3,
    "Sammensætning",
    (
        Part(
            "KKR består af:",
            (
                "borgmestrene i KL's medlemskommuner i regionen",
                "kommunalbestyrelsesmedlemmer, som partiernes og de godkendte listesamarbejders "
                "kommunalbestyrelsesmedlemmer vælger, så KKR svarer til stemmefordelingen ved "
                "kommunalvalget. Listesamarbejder anmeldes efter KL's love § 6, stk. 2.",
            ),
        ),
        Part(
            "KKR har højst dobbelt så mange medlemmer, som regionen har kommuner. Bliver tallet "
            "større, reduceres der forholdsmæssigt:",
            (
                "intet parti får færre medlemmer, end det har borgmestre",
                "hvert parti, der opfylder KL's love § 15, stk. 2, får mindst ét medlem",
                "underrepræsentationen (andel af stemmer mod andel af pladser) bliver mindst mulig for"
                " det parti, som den rammer hårdest.",
            ),
        ),
        Part(
            "Hvert medlem har en personlig stedfortræder:",
            (
                "1. viceborgmester for borgmesteren; er denne selv valgt ind af et parti, så 2. "
                "viceborgmester; er også denne valgt ind, så én, som kommunalbestyrelsen vælger af sin"
                " midte",
                "en udpeget stedfortræder for hvert medlem, som et parti eller listesamarbejde har valgt.",
            ),
        ),
        Part(
            "En stedfortræder er det kun for ét medlem og er ikke selv medlem.",
        ),
        Part(
            "Fritages en borgmester for sine hverv i mindst 3 måneder, indtræder stedfortræderen så "
            "længe. Det samme gælder et medlem, som et parti eller listesamarbejde har valgt.",
        ),
        Part(
            "Er et valgt medlem forhindret i mindst 3 måneder (helbred, andet offentligt hverv, "
            "forretninger eller lignende), indkalder formanden stedfortræderen til næste møde, og KKR "
            "afgør dér, om betingelserne er opfyldt. Stedfortræderen udtræder, når medlemmet vender "
            "tilbage.",
        ),
        Part(
            "Et valgt medlem eller dettes stedfortræder udtræder af KKR ved at forlade "
            "kommunalbestyrelsen eller det parti eller listesamarbejde, der valgte den pågældende. "
            "Melder en kommune sig ud af KL, gælder KL's love § 6, stk. 5.",
        ),
        Part(
            "En borgmester, der skifter parti, bliver i KKR, og der regnes ikke om.",
        ),
        Part(
            "Var borgmesteren partiets eneste i KKR, vælger partiet et nyt medlem, hvis det fik mindst"
            " 2 pct. af stemmerne ved det seneste kommunalvalg.",
        ),
        Part(
            "I det tilfælde gælder grænsen i stk. 2 ikke.",
        ),
        Part(
            "Udtræder et valgt medlem, indtræder stedfortræderen, og partiet vælger en ny "
            "stedfortræder. Ønsker stedfortræderen det ikke, vælger partiet et nyt medlem, og "
            "stedfortræderen bliver stedfortræder for det.",
        ),
        Part(
            "Ophører et valgt medlems stedfortræder, vælger partiet en ny.",
        ),
        Part(
            "Forlader formanden eller næstformanden kommunalbestyrelsen for stedse, vælger den gruppe,"
            " som valgte den pågældende, en ny.",
        ),
        Part(
            "Er formanden eller næstformanden forhindret i mindst 3 måneder, vælger gruppen på samme "
            "måde en ny for den tid.",
        ),
    ),
)

CONSTITUTION = Paragraph(
    4,
    "Konstituering",
    (
        Part(
            "KKR tiltræder ved det konstituerende møde og sidder, til et nyt tiltræder. Mødet holdes "
            "senest den 31. januar efter kommunalvalget. Den borgmester, der har været det længst, "
            "indkalder; ved lighed den ældste.",
        ),
        Part(
            "KKR vælger formand og næstformand blandt medlemmerne ved forholdstalsvalg på "
            "stemmetallene fra kommunalvalget. Indkalderen leder valget. Partier og listesamarbejder i"
            " KKR kan indgå valgforbund, som sekretariatet skal have meddelelse om senest tre hverdage"
            " før mødet.",
        ),
        Part(
            "KKR udpeger eller indstiller kommunernes repræsentanter i regionale organer (KL's love § "
            "14, stk. 3).",
        ),
        Part(
            "Én repræsentant vælges ved flertalsvalg (kommunestyrelsesloven § 24, stk. 1), flere til "
            "samme hverv ved forholdstalsvalg (§ 24, stk. 3). Kun medlemmer af regionens "
            "kommunalbestyrelser kan være politiske repræsentanter.",
        ),
    ),
)

MEETINGS = Paragraph(
    5,
    "Mødevirksomhed",
    (
        Part(
            "Møderne er ikke offentlige.",
        ),
        Part(
            "KKR lægger en mødeplan for året, som udgangspunkt fem møder, og mødes desuden, når "
            "formanden eller mindst en tredjedel af medlemmerne ønsker det.",
        ),
        Part(
            "Formand og næstformand kan beslutte, at et møde holdes virtuelt; det er ligestillet med "
            "et fysisk.",
        ),
        Part(
            "Formanden indkalder, forbereder møderne og udsender dagsordenen sammen med sekretariatet,"
            " med det materiale, sagerne kræver. Et medlem kan skriftligt senest 10 dage før et "
            "ordinært møde kræve en regional eller tværkommunal sag på dagsordenen.",
        ),
        Part(
            "Dagsordenen udsendes senest samme ugedag ugen før et ordinært møde. Fristen kan fraviges "
            "i særlige tilfælde. Dagsordener offentliggøres.",
        ),
        Part(
            "Beslutninger skrives i et referat, som offentliggøres.",
        ),
        Part(
            "Formanden, eller ved forfald næstformanden, leder møderne, sørger for god orden og "
            "formulerer, hvad der stemmes om.",
        ),
        Part(
            "Formanden bestemmer sagernes rækkefølge.",
        ),
        Part(
            "KKR er beslutningsdygtigt, når mindst halvdelen af medlemmerne er til stede. Almindeligt "
            "flertal afgør; ved stemmelighed afgør formandens stemme.",
        ),
        Part(
            "Formanden kan i særlige tilfælde sende en sag i skriftlig høring blandt medlemmerne.",
        ),
        Part(
            "Et medlem melder fravær til sekretariatet før mødet og orienterer selv sin stedfortræder,"
            " som kan deltage. Fravær noteres i referatet.",
        ),
        Part(
            "Medlemmer af KL's bestyrelse og udvalg fra regionens kommuner kan deltage i møderne.",
        ),
    ),
)

ECONOMY = Paragraph(
    6,
    "Økonomi og sekretariat",
    (
        Part(
            "KL betaler for KKR's virksomhed og stiller sekretariat til rådighed.",
        ),
        Part(
            "KKR aftaler med kommunaldirektørerne, hvordan kommunernes forvaltninger hjælper sekretariatet.",
        ),
        Part(
            "Deltagerne kan komme til at betale for politiske arrangementer.",
        ),
        Part(
            "KKR kan foreslå kommunerne at betale til særlige aktiviteter, som angår dem alle; det "
            "kræver deres tilslutning i hvert tilfælde.",
        ),
        Part(
            "KL's bestyrelse fastsætter regler om udgifter til møder og om honorarer.",
        ),
    ),
)

ENTRY_INTO_FORCE = Paragraph(
    6,
    "Ikrafttrædelse",
    (
        Part(
            "KL's bestyrelse vedtager ændringer og tillæg.",
        ),
        Part(
            "Vedtaget af KL's bestyrelse den 26. august 2021. Træder i kraft den 1. januar 2022.",
        ),
    ),
)

PARAGRAPHS = (PURPOSE, TASKS, COMPOSITION, CONSTITUTION, MEETINGS, ECONOMY, ENTRY_INTO_FORCE)
