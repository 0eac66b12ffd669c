//! What people write over the sections of postings; a phrase that could mean two things is not in it.

use crate::posting::SectionKind;

use SectionKind::{
    Advantages, Applications, Benefits, Collaboration, Compensation, Conclusion, Disclosures, HowToApply, Learning,
    Overview, PreferredSkills, Qualifications, RequiredSkills, Responsibilities,
};

/// Headings word for word, between strokes, folded: lower case, no signs (`you'll` is `you ll`).
pub(super) const PHRASES: &[(SectionKind, &str)] = &[
    (
        Overview,
        "overview|about the role|about this role|about the job|about the position|about us|about you and us|\
         who we are|the role|the job|the position|role overview|role summary|job summary|job description|\
         position summary|summary|introduction|intro|the company|our company|about the company|company|\
         company description|mission|our mission|purpose of the role|the opportunity|what we do|position overview|\
         job overview|in a nutshell|uber uns|wer wir sind|die stelle|understanding backend development|the mission|\
         context|background|purpose of the post|purpose of the job|about the post|the gist|the challenge|the short version|the big picture|at a glance|our story|the story so far\
         |company profile|about the client|the client|the studio|the agency|about the organisation\
         |about the organization|the organisation|the organization|the context|the role in brief|the vacancy\
         |job purpose|role purpose|the setting|where you will work|where you d work",
    ),
    (
        Responsibilities,
        "responsibilities|what you will do|what you ll do|what you do|your responsibilities|key responsibilities|\
         duties|main duties|the work|your role|your tasks|tasks|your mission|what you ll be doing|\
         what you will be doing|day to day|your day to day|your day|a typical week|a day in your life|\
         what the job involves|what you ll own|what you will own|in this role you will|in this role you ll|\
         as a backend developer you will|you will|you ll|accountabilities|deliverables|deine aufgaben|ihre aufgaben|\
         aufgaben|was du machst|das erwartet dich|what you ll work on|what you will work on|what we need you to do|\
         your impact|a normal week|a normal day|a typical day|how you ll make an impact|essential duties|essential functions|the job in practice|job duties|where you come in|main missions|missions|your missions|what this job is|the day job\
         |what you ll get up to|what you ll tackle|your challenge|scope of work|the brief|scope\
         |key accountabilities|role responsibilities|your job|on the job|your contribution\
         |what you ll be up to|what you ll be working on|what you will be working on|key duties\
         |duties and responsibilities|job description and responsibilities|what we ll do together\
         |how you ll spend your time|how you ll spend your days|your work|what s waiting for you\
         |your area of responsibility|key tasks|a day in the life|dein job|deine rolle|dein job bei uns\
         |das machst du|deine mission|ihre rolle|tatigkeiten",
    ),
    (
        RequiredSkills,
        "requirements|required skills|what you bring|what you ll bring|what you will bring|skills|your skills|\
         must have|must haves|essential|essential skills|essential criteria|who you are|about you|your profile|\
         what we re looking for|what we are looking for|what we look for|who we re looking for|\
         who we are looking for|you have|you bring|we need|technical skills|required|minimum requirements|\
         key skills|what you need|what you ll need|what you will need|tech stack|our stack|you should have|\
         your background|you ll need|you will need|dein profil|ihr profil|anforderungen|was du mitbringst|das bringst du mit|job requirements|\
         skills and experience|your experience|you might be a fit if|we d love to hear from you if|core skills|your toolbox|toolbox|the toolbox|our toolbox|tech we use|tools we use|our tools|technologies\
         |technology|technology stack|the stack|the tech|tools of the trade|a bit about you\
         |you ll fit right in if|you ll fit right in if you|is this you|this is you|could this be you\
         |sounds like you|you might be|you are|the ideal candidate|ideal candidate|the person|the right person\
         |the person we re looking for|what you know|what you ll know|capabilities|key capabilities\
         |key selection criteria|selection criteria|mandatory skills|essential knowledge|competencies\
         |competences|what it takes|what we hope you bring|what we ask|what we ask for|what we ask of you\
         |what we expect|what you ll bring with you|you ll thrive here if|you ll thrive here if you\
         |you will thrive here if|skills and knowledge|knowledge and skills|what you ve got\
         |what we d love to see|behaviours|technical requirements|candidate profile|profile|the profile\
         |desired candidate profile|dein hintergrund|das solltest du mitbringen|ihre qualifikation\
         |ihre qualifikationen|voraussetzungen|damit uberzeugst du uns|das bist du|wen wir suchen",
    ),
    (
        PreferredSkills,
        "nice to have|nice to haves|nice to have skills|preferred|preferred skills|preferred qualifications|bonus|\
         bonus points|bonus points for|a plus|pluses|desirable|desirable skills|desirable criteria|desired|\
         desired skills|it s a plus if|it would be nice if|extra credit|good to have|would be great|even better|\
         even better if|optional|not required but welcome|von vorteil|what would be a plus|would be a plus|\
         ideally you also|what helps|it would be lovely but not necessary|lovely but not necessary|nice touches|brownie points\
         |icing on the cake|cherry on top|the cherry on top|desirable experience|good to haves\
         |helpful but not required|not essential|a bonus|we d be delighted if|extra points|would be lovely\
         |das ware schon|ausserdem schon|wunschenswert|pluspunkte|optional aber schon|also useful\
         |useful extras",
    ),
    (
        Qualifications,
        "qualifications|minimum qualifications|basic qualifications|required qualifications|education|\
         education and experience|experience|experience and education|required experience|your qualifications|\
         formal requirements|qualification|certifications|academic background|formal qualifications|qualifications and experience|education and certifications\
         |education experience|required education|licences",
    ),
    (
        Collaboration,
        "collaboration|who you work with|who you ll work with|who you will work with|the team|your team|our team|\
         about the team|about our team|how we work|how we work together|ways of working|your colleagues|\
         working with us|collaboration and communication|meet the team|teamwork|your crew|the crew|the people|your teammates|key relationships|key contacts|stakeholders\
         |who you ll meet|mit wem du arbeitest|dein team|das team|unser team|mit wem sie arbeiten\
         |working relationships|who s on the team|the people you ll work with",
    ),
    (
        Applications,
        "applications|what you build|what you ll build|what you will build|the product|our product|\
         about the product|products|projects|project|the project|your project|what it is used for|who uses it|where our software is used|what the software is for",
    ),
    (
        Advantages,
        "advantages|why this role|why join us|why join|why us|why you should join|why you ll love it here|\
         why you ll love working here|why work with us|why work here|reasons to join|what makes this role special|\
         why you ll like it|warum wir|why you ll love it|why it matters|why this matters|why now|why this job|why you might like it\
         |what makes it special|why you might want this job|why this one|the appeal|warum du es lieben wirst",
    ),
    (
        Learning,
        "learning|learning and growth|growth|career|career growth|career path|career development|development|\
         training|learning and development|professional development|how you ll grow|your growth|continual learning|\
         continuous learning|training and development|where this can lead|levelling up|level up|room to grow|your next step|where it can take you|progression\
         |deine entwicklung|how you will grow|where you can go from here|growing with us",
    ),
    (
        Compensation,
        "compensation|pay|salary|pay range|salary range|what we pay|remuneration|pay transparency|\
         compensation range|rate|the pay|base salary|salary and bonus|gehalt|what it pays|pay and hours|rate and terms|the money|money|what you ll earn|what you will earn|earnings|salary details|vergutung\
         |bezahlung|verdienst|entgelt|pay and contract|on pay|about the pay",
    ),
    (
        Benefits,
        "benefits|perks|what we offer|we offer|what you get|what you ll get|what you will get|what s in it for you|\
         our offer|perks and benefits|benefits and perks|compensation and benefits|pay and benefits|\
         salary and benefits|our benefits|wir bieten|was wir bieten|das bieten wir|the package|package|\
         what s on offer|why you ll be happy here|extras|in return|what you get in return|the deal|the offer|how we ll look after you|how we look after you\
         |rewards|reward package|rewards and benefits|the good stuff|the goodies|the practical stuff|the perks\
         |our perks|what we give you|perks quirks|perks and quirks|employee benefits|our promise to you\
         |benefits package|compensation benefits|salary benefits|additional benefits|deine vorteile\
         |ihre vorteile|unser angebot|unsere benefits|das bekommst du|darauf kannst du dich freuen\
         |life with us|working here",
    ),
    (
        HowToApply,
        "how to apply|apply|apply now|application|application process|hiring process|interview process|the process|\
         our process|next steps|interested|ready to apply|sound like you|how we hire|recruitment process|contact|\
         bewerbung|what happens next|to apply|how to reach us|selection process|hiring steps|the hiring steps|steps|from application to offer|how to join|get in touch\
         |how to get in touch|interview steps|the interview|interviews|recruitment|timeline\
         |recruitment timeline|how it works|our hiring process|what happens after you apply\
         |what happens after you write|after you apply|next step|the next step|ready|ready to join\
         |so bewirbst du dich|so geht es weiter|kontakt|deine bewerbung|ihre bewerbung|jetzt bewerben|ablauf\
         |der ablauf|how we choose|apply here|interested in this role|want in|the steps|who to ask|questions\
         |application procedure|further information|application and further information",
    ),
    (
        Disclosures,
        "equal opportunity|equal opportunities|equal opportunity employer|diversity|diversity and inclusion|\
         diversity statement|eeo statement|our commitment|inclusion|accommodations|accommodation|privacy|\
         privacy notice|legal|good to know|notice|disclosures|disclaimer|data protection|background checks|\
         fine print|the fine print|important information|equality|accessibility|equal opportunity statement|the small print|small print|legal bits|legal stuff|belonging|everyone is welcome|pre employment\
         |pre employment checks|conditions of employment|eligibility|vielfalt|datenschutz|adjustments\
         |reasonable adjustments|about applying with a disability|security|security clearance|nationality\
         |equality diversity and inclusion|a word on diversity|chancengleichheit|equal employment opportunity\
         |additional information|everybody welcome|notices",
    ),
    (
        Conclusion,
        "conclusion|in short|in summary|final words|closing|join us|one more thing|p s|last words|see you soon",
    ),
];

/// Words that tell, with those that decide between several first.
pub(super) const TELLING: &[(SectionKind, &str)] = &[
    (
        PreferredSkills,
        "nice to have|preferred|bonus point|desirable|a plus|optional skills\
        |not necessary|not essential|not required|brownie|icing|bonus|good to have|would be lovely|wunschenswert|schon ware|extra credit",
    ),
    (
        HowToApply,
        "how to apply|application process|hiring process|interview process|recruitment process\
        |after you apply|bewerb|hiring|interview|how to join|recruitment|application procedure",
    ),
    (
        Disclosures,
        "equal opportunit|diversity|accommodation|data protection|privacy\
        |adjustments|legal|diversit|inclusion|vielfalt|datenschutz",
    ),
    (
        Benefits,
        "benefits|perks|we offer|in it for you\
        |look after you|in return|vorteile|perk",
    ),
    (
        Compensation,
        "salary|compensation|pay range|remuneration\
        |gehalt|vergutung|rate and|you ll earn",
    ),
    (
        Responsibilities,
        "responsibilit|duties|what you will do|what you ll do|your tasks|accountabilit|day to day\
        |aufgaben|tasks|you ll be doing|your day|typical day|typical week|your mission",
    ),
    (
        RequiredSkills,
        "requirements|skills|must have|looking for|what you bring|what you ll bring|proficienc|your profile\
        |thrive|fit right in|selection criteria|capabilit|toolbox|tech stack|technolog|our stack|candidate profile|anforderung|competenc|kenntnisse",
    ),
    (
        Qualifications,
        "qualification|education|certification\
        |qualifikation",
    ),
    (
        Learning,
        "learning|career|professional development|growth\
        |levelling|progression|develop you|weiterentwicklung",
    ),
    (RequiredSkills, "person specification"),
    (
        Collaboration,
        "collaboration|who you ll work with|who you will work with|the team|our team\
        |with whom|people you|your crew|mit wem|teammates",
    ),
    (
        Advantages,
        "advantages|why join|why work\
        |you ll love|why you|why this|warum",
    ),
    (Applications, "applications|what you ll build|what you will build"),
    (
        Overview,
        "about the role|about the job|overview|about the company|industry impact|who we are\
        |in brief|at a glance|about the client|who are we|our story",
    ),
    (Conclusion, "conclusion"),
];

/// Headings that are questions or their answers (`What we'd like to see`, `Das machst du bei uns`) by the word that says what
/// they ask; of several the first counts.
pub(super) const ASKING: &[(SectionKind, &str)] = &[
    (Overview, "who we are|wer wir sind"),
    (HowToApply, "apply|bewirbst|bewerben"),
    (Benefits, "offer|bieten|get from us|give you|you get|bekommst"),
    (
        RequiredSkills,
        "bring|mitbringst|mitbringen|need|brauchst|like to see|look for|wish for|wunschen|expect from you|erwarten wir",
    ),
    (Responsibilities, "you do|you ll do|you will do|machst|tust|you ll own|you build|you ll build"),
];
pub(super) const ASKING_FROM: [&str; 8] = ["what", "how", "who", "was", "wie", "wer", "das", "so"];
pub(super) const ASKING_WORDS_MAX: usize = 7;
