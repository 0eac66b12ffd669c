//! Countries, and their towns of which there is one that is meant.

/// Countries that people call by several names, between strokes; the usual one first.
pub(super) const COUNTRIES: &[(&str, &str)] = &[
    ("Germany", "germany|deutschland"),
    ("Austria", "austria|osterreich"),
    ("Netherlands", "netherlands|the netherlands"),
    ("United Kingdom", "united kingdom|uk|england|scotland|wales|gb"),
    ("Czechia", "czech republic|czechia"),
    ("United States", "usa|us|united states|united states of america"),
];

/// Countries that people call by one name.
pub(super) const ONE_NAME: &str = "Switzerland|France|Spain|Portugal|Italy|Belgium|Luxembourg|Ireland|Denmark|Sweden|Norway|Finland|Iceland|Poland|\
    Slovakia|Hungary|Romania|Bulgaria|Greece|Croatia|Slovenia|Serbia|Estonia|Latvia|Lithuania|Ukraine|Turkey|Israel|\
    India|Japan|Singapore|China|South Korea|Australia|New Zealand|Canada|Mexico|Brazil|Argentina|Chile|Colombia|\
    South Africa|Nigeria|Kenya|Egypt|United Arab Emirates";

/// Countries, with their large towns of which there is one that is meant.
pub(super) const TOWNS: &[(&str, &str)] = &[
    (
        "Germany",
        "berlin|hamburg|mannheim|karlsruhe|freiburg|munster|bonn|essen|dortmund|reutlingen|ulm|augsburg|kiel|munich|munchen|cologne|koln|frankfurt|stuttgart|leipzig|dresden|hannover|bremen|nuremberg|\
         dusseldorf",
    ),
    ("Austria", "vienna|wien|graz|linz|salzburg|innsbruck"),
    ("Switzerland", "zurich|geneva|basel|bern|lausanne"),
    ("France", "paris|lyon|toulouse|nantes|bordeaux|lille|grenoble"),
    ("Spain", "madrid|barcelona|valencia|malaga|seville"),
    ("Portugal", "lisbon|porto"),
    ("Italy", "milan|rome"),
    ("Netherlands", "amsterdam|rotterdam|utrecht|eindhoven|the hague|den haag|delft|groningen"),
    ("Belgium", "brussels|antwerp|ghent"),
    ("Ireland", "dublin|cork|galway|limerick"),
    (
        "United Kingdom",
        "london|manchester|bristol|leeds|edinburgh|glasgow|birmingham|sheffield|cardiff|belfast|liverpool|nottingham|newcastle upon tyne|brighton|cambridge|oxford|reading",
    ),
    ("Denmark", "copenhagen|aarhus|odense|aalborg|kobenhavn"),
    ("Sweden", "stockholm|gothenburg|malmo|uppsala|lund|goteborg"),
    ("Norway", "oslo|bergen|trondheim|stavanger"),
    ("Finland", "helsinki|tampere|turku|espoo|oulu"),
    ("Poland", "warsaw|krakow|wroclaw|gdansk"),
    ("Czechia", "prague|brno"),
    ("Hungary", "budapest"),
    ("Romania", "bucharest"),
    ("Bulgaria", "sofia"),
    ("Greece", "athens"),
    ("Estonia", "tallinn"),
    ("Latvia", "riga"),
    ("Lithuania", "vilnius"),
    (
        "United States",
        "new york|san francisco|seattle|boston|austin|chicago|denver|los angeles|atlanta|dallas|houston|philadelphia|minneapolis|san diego|pittsburgh|nashville|phoenix|detroit|washington dc|raleigh|columbus|indianapolis|hartford|salt lake city",
    ),
    ("Canada", "toronto|vancouver|montreal|ottawa|calgary|edmonton|winnipeg|quebec|waterloo|halifax"),
    ("Australia", "sydney|melbourne|brisbane|perth|adelaide|canberra|hobart"),
    ("Japan", "tokyo"),
    (
        "India",
        "bangalore|bengaluru|pune|hyderabad|chennai|mumbai|delhi|new delhi|gurgaon|gurugram|noida|kolkata|ahmedabad|kochi",
    ),
    ("Israel", "tel aviv"),
    ("New Zealand", "auckland|wellington|christchurch"),
    ("Singapore", "singapore"),
    ("South Africa", "cape town|johannesburg"),
    ("Brazil", "sao paulo|rio de janeiro"),
    ("Mexico", "mexico city|guadalajara"),
];
