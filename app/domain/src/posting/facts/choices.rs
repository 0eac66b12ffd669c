//! Facts that are one of a list of words.

use crate::posting::words;

words! {
    /// schema.org `employmentType`, the values that job search engines know.
    EmploymentType {
        FullTime = "FULL_TIME", "Full time";
        PartTime = "PART_TIME", "Part time";
        Contractor = "CONTRACTOR", "Contractor";
        Temporary = "TEMPORARY", "Temporary";
        Intern = "INTERN", "Internship";
        Volunteer = "VOLUNTEER", "Volunteer";
        PerDiem = "PER_DIEM", "Per diem";
        Other = "OTHER", "Other";
    }
}

words! {
    Seniority {
        Junior = "junior", "Junior";
        Mid = "mid", "Mid-level";
        Senior = "senior", "Senior";
    }
}

words! {
    /// Where the work is done. Only fully remote work is schema.org `TELECOMMUTE`; hybrid has no name there.
    WorkPlace {
        OnSite = "on_site", "On site";
        Hybrid = "hybrid", "Hybrid";
        Remote = "remote", "Remote";
    }
}

words! {
    /// Whether the posting is for a job that is open now (some places want this said).
    VacancyStatus {
        Existing = "existing", "An existing vacancy";
        Pool = "pool", "A pool for future vacancies";
    }
}

words! {
    /// Whether software ranks or rejects applicants (some places want this said).
    AiUse {
        NotUsed = "not_used", "Not used";
        Used = "used", "Used";
    }
}
