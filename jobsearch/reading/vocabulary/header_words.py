"""How the headers of other trackers spell our columns, in four languages; accents do not count."""

from __future__ import annotations

import re

from jobsearch.reading.vocabulary.lazy_pattern import late_pattern

# The best spelling first: English, then German, French, Spanish (and a little Portuguese).
SPELLINGS = {
    "id": "app id, application id, app no, application no, application number, ref no",
    "company": "company name, employer, organisation, organization, firm, "
    "employer name, organization name, organisation name, company organization, "
    "company applied to, hiring company, company employer, business, "
    "firma, unternehmen, firmenname, arbeitgeber, "
    "entreprise, societe, employeur, nom de l entreprise, "
    "empresa, compania, empleador, nombre de la empresa, empregador, name",
    "role": "job title, position, title, position title, position name, role name, job, opening, "
    "vacancy, job role, role title, job position, job name, position applied for, "
    "role applied for, position applied, job applied for, jobtitle, designation, "
    "position role, role position, title role, job title role, "
    "stelle, jobtitel, stellenbezeichnung, stellentitel, beruf, rolle, "
    "poste, intitule du poste, intitule, metier, fonction, titre du poste, "
    "puesto, cargo, vacante, titulo del puesto, rol, posicion, vaga, puesto de trabajo",
    "source": "job source, platform, applied via, application site, application method, "
    "channel, where, found on, job board, applied through, applied on site, how i found it, "
    "found via, where found, job site, site, applied from, application source, "
    "application platform, method, website applied, "
    "quelle, plattform, portal, jobborse, gefunden auf, gefunden uber, "
    "plateforme, canal, site web, fuente, plataforma, portal de empleo, origen",
    "industry": "sector, company type, company industry, field, branche, secteur, industria",
    "company_size": "size, employees, number of employees, unternehmensgrosse",
    "location": "city, job location, city state, office location, place, locations, "
    "ort, standort, arbeitsort, stadt, "
    "lieu, ville, localisation, ubicacion, ciudad, localizacion, lugar, localizacao",
    "applied_on": "date applied, applied date, application date, date submitted, date sent, "
    "date of application, application submitted, submitted on, submission date, sent on, "
    "date applied on, applied at, application sent, day applied, date of applying, apply date, "
    "when applied, date application submitted, sent date, appl date, "
    "bewerbungsdatum, beworben am, datum der bewerbung, bewerbung am, gesendet am, "
    "abgeschickt am, verschickt am, "
    "date de candidature, date d envoi, date de postulation, date de la candidature, "
    "candidature le, postule le, envoye le, "
    "fecha de solicitud, fecha de aplicacion, fecha de postulacion, fecha solicitud, "
    "fecha aplicacion, fecha de envio, data da candidatura, "
    "applied, submitted, sent, date, timestamp, datum, fecha, beworben, data",
    "response_on": "response date, date of 1st response, date of first response, replied on, "
    "first reply on, date heard back, outcome date, date outcome, final answer, "
    "date of response, first response date, reply date, date of reply, heard back on, "
    "date responded, responded on, response received on, date response received, "
    "heard back date, answer date, date of answer, first response, first contact date, "
    "antwort am, ruckmeldung am, antwortdatum, datum der antwort, antwort erhalten am, "
    "ruckmeldung, antwort, date de reponse, date reponse, reponse le, reponse, "
    "fecha de respuesta, fecha respuesta, respuesta",
    "status": "application status, current status, stage, state, outcome, result, decision, "
    "response, application stage, application state, current stage, job status, app status, "
    "application outcome, final status, final outcome, final result, progress, status name, "
    "status of application, application progress, phase, list name, "
    "stand, ergebnis, aktueller stand, bewerbungsstatus, antwort, "
    "statut, etat, resultat, reponse, avancement, "
    "estado, resultado, situacion, estado actual, etapa, fase, respuesta",
    "response": "selected for interview, heard back, got response, response received, replied, "
    "got reply, any response, responded, reply, reply received, got a response, callback, "
    "response type, type of response, ruckmeldung erhalten, antwort erhalten",
    "offered_on": "offer date, date of offer, offer received on, date offered, offered at",
    "closed_on": "date closed, closed date, closed at, ended on, date archived, closed",
    "decision_expected_on": "decision expected, expected decision, decision expected by, "
    "expected response date, expect to hear by, decision due",
    "contact": "contact person, contact name, recruiter, hiring manager, recruiter name, "
    "point of contact, poc, contact details, ansprechpartner, ansprechpartnerin, kontakt, "
    "kontaktperson, interlocuteur, contacto, persona de contacto, reclutador, recruteur",
    "contact_email": "contacts email, contact mail, recruiter email, email, e mail, "
    "email address, contact e mail, email contact, correo, correo electronico, "
    "e mail adresse, courriel",
    "link": "url, job url, job posting url, posting link, job link, application link, posting, "
    "link to job, job posting, posting url, link to posting, application url, joburl, "
    "job listing, job ad, job posting link, job description link, website link, link to "
    "application, stellenanzeige, lien, lien de l offre, lien offre, enlace, "
    "enlace de la oferta, anuncio",
    "notes": "comments, remarks, note, comment, remark, additional notes, other notes, misc, "
    "notizen, bemerkungen, bemerkung, kommentar, kommentare, anmerkungen, "
    "remarques, commentaires, commentaire, notas, comentarios, observaciones",
}
# On the other sheets.
OTHER_SPELLINGS = {
    "Interviews": {
        "application": "company, company name, employer, job, firma, entreprise, empresa",
        "round": "interview round, type, interview type, stage, interview stage, kind",
        "ended_at": "date, interview date, date and time, when, datetime, interview date and time",
        "interviewer": "interviewers, interviewer name, name, person, with, interviewed by",
        "contact": "interviewer email, email, e mail, contact email",
        "talked_about": "topics, notes, discussed",
        "thanked_at": "thank you sent, thank you date, thanked on, thank you sent on",
    },
}
# What a header says that no list has: our column, what it says, what it must not say.
PATTERNS = tuple(
    (name, late_pattern(rf"\b(?:{says})\b"), re.compile(rf"\b(?:{says_not})\b"))
    for name, says, says_not in (
        (
            "applied_on",
            r"appl(?:y|ied|ication|ying)|submi\w+|sent|bewerb\w*|beworben|candidature|postul\w+|"
            r"solicit\w+|envi\w+",
            r"deadline|due|clos\w*|link|url|id|last|updated?|respon\w*|reply|follow|thank|to|"
            r"before|since|status|interview|offer|reject\w*|posted|found|saved",
        ),
        (
            "response_on",
            r"respon\w+|reply|replied|heard|answer\w*|feedback|callback|antwort\w*|ruckmeldung|"
            r"reponse|respuesta",
            r"time|days?|due|deadline|thank|follow|waiting|since|expected|until|to|within|my",
        ),
        (
            "status",
            r"status|stage|outcome|result\w*|decision|progress|phase|standing|statut|estado",
            r"date|on|visa|marital|employment|work|remote|funding|company|interviews?|reason|days?"
            r"|[2-9]|due|expected|updated?|changed?|number|link|id|referral|legal|immigration",
        ),
        (
            "company",
            r"compan\w+|employers?|organi[sz]ations?|firm|firma|unternehmen|entreprise|empresa",
            r"size|type|industry|sector|web ?site|site|url|link|contact|e?mail|phone|location|"
            r"rating|review|notes?|address|city|about|description|info\w*|research|culture|"
            r"values?|response|id|stage|portal|applied|size|glassdoor|interest|priority|hq|"
            r"headquarters|status|job|number|feedback|score|tier|linkedin|page|employees|details",
        ),
        (
            "role",
            r"roles?|positions?|job titles?|jobs?|vacanc\w+|openings?|stelle|poste|puesto|title",
            r"type|id|link|url|descr\w*|site|board|source|level|locations?|status|number|salary|"
            r"req\w*|posted|posting|date|family|category|closed|offer|code|ref\w*|search|fair|"
            r"function|department|fit|skills?|contact|mail|notes?|advert|ad|age|found|interest|"
            r"page|details|applied|filled|open|removed|market|portal|platform|duties|contract|"
            r"responsib\w*|stage|summary|pay|requirements?|time|hiring|matched?|priority|remote",
        ),
        (
            "source",
            r"source|platform|job boards?|found|via|through|where|channel|how did|applied with|"
            r"referral source|job sites?",
            r"date|when|link|url|respon\w*|live|location|interview|located",
        ),
        ("location", r"location|city|country|region|place|standort|lieu|ubicacion", r"remote|id"),
        ("link", r"link|url|web ?site|posting|listing|hyperlink", r"date|linkedin|posted|resume"),
        ("contact_email", r"e ?mail|mail|courriel|correo", r"sent|date|date|thank|status|follow"),
        ("contact", r"contacts?|recruiters?|manager|poc", r"date|phone|email|linkedin|last|made"),
        ("notes", r"notes?|comments?|remarks?|notizen|remarques|notas", r"interview|link|date"),
        ("industry", r"industry|sector|branche|secteur", r"date"),
        ("company_size", r"size|employees|headcount", r"date"),
    )
)
# What is a date, and no date of applying.
NOT_APPLIED = late_pattern(
    r"\b(?:posted|posting|post|deadline|clos\w+|due|since|current|today|updated?|modified|time to|"
    r"follow\w*|remind\w*|next|expir\w*|start\w*|birth\w*|saved|added|created|found|discovered|"
    r"archiv\w*|interview\w*|respon\w*|repl\w+|offer\w*|reject\w*|answer\w*|heard|last|screen\w*|"
    r"assessment|decision|until|end\w*|thank\w*|call\w*|contact\w*|available|hired|accepted)\b"
)
