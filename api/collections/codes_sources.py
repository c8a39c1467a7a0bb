"""Code lists of sources, claims, values and places. The first line of a block describes the list;
then `value | label | definition`.
"""

SOURCE_CODES = {
    "value_statuses": """
        Where a value, or its absence, comes from.
        stated | Stated | A document states it.
        inferred | Inferred | It follows from what a document states.
        not_stated | Not stated | No known document states it.
        not_applicable | Not applicable | Such a record cannot have it.
        disputed | Disputed | Documents or parties disagree and no side is picked; the value is null.
    """,
    "qualifiers": """
        How exactly a figure is stated.
        exact | Exact | Stated without qualification.
        about | About | About, around, roughly, some.
        over | Over | More than the figure.
        at_least | At least | The figure or more.
        under | Under | Less than the figure.
        up_to | Up to | The figure or less.
        nearly | Nearly | Close to the figure from below.
        range | Range | Between two figures.
    """,
    "date_modifiers": """
        What narrows or opens a date.
        early | Early | In the first half of the period.
        late | Late | In the second half of the period.
        by | By | Not after the period.
        before | Before | Before the period begins.
        after | After | After the period ends.
    """,
    "claim_bases": """
        How a claim rests on its passage.
        stated | Stated | The passage says it.
        inferred | Inferred | It follows from the passage.
        coded | Coded | Our code for the words of the passage.
    """,
    "claim_scopes": """
        What sets apart two claims whose figures may be equal and yet say different things.
        agreed | Agreed | What the parties agreed.
        asked_for | Asked for | What one side asks for.
        feasible | Feasible | What is held to be possible.
    """,
    "claim_ranks": """
        Standing of a claim on a knowledge day.
        accepted | Accepted | The canonical value rests on it.
        rival | Rival | It says another value of the same thing at the same time, or measures another thing.
        superseded | Superseded | It was true then; things have changed.
        rejected | Rejected | An editor judged that it does not hold or is not about this.
    """,
    "rank_reasons": """
        Why a claim has its rank.
        only_value | Only value | No known claim says another value.
        same_value | Same value | Several claims say the same value.
        listed_value | Listed value | The field is a list, and this is one of its values.
        no_winner | No winner | Claims differ and nothing decides: no side is picked.
        stated_over_inferred | Stated over inferred | A value stated outweighs one inferred or coded.
        later_state | Later state | The value changed over time; the later state holds.
        later_document | Later document | The later document knew more.
        official_over_press | Official over press | An official source outweighs a report about it.
        more_precise | More precise | The more precise of two statements holds.
        wider_support | Wider support | More of the documents, independently, say so.
        primary_subject | Primary subject | The passage about this very matter outweighs an aside.
        narrower_scope | Narrower scope | The other value measures a narrower thing.
        different_scope | Different scope | The two values measure two things.
        own_contradiction | Own contradiction | The document contradicts itself; the other passage holds.
        not_about_this | Not about this | The passage turned out to be about something else.
        loose_wording | Loose wording | The wording is too loose to rest a value on.
        parties_differ | Parties differ | The parties themselves differ; no side is picked.
    """,
    "conflict_kinds": """
        What sort of disagreement it is.
        conflict | Conflict | Different values of the same thing at the same time.
        change | Change over time | One value was true then, another is now.
        scope | Difference of scope | Two numbers that measure two things.
    """,
    "change_kinds": """
        Why a record changed.
        document | Document | A document became known.
        correction | Correction | We mended a mistake of ours.
    """,
    "published_bases": """
        How a publication date is known.
        stated | Stated | The document states it.
        inferred | Inferred | It follows from the document and the others.
    """,
    "confidences": """
        How sure a judgement is.
        high | High | Hardly any doubt.
        medium | Medium | Likely.
        low | Low | Possible; better evidence is wanted.
    """,
    "countries": """
        Countries, ISO 3166-1 alpha-2.
        US | United States | United States of America.
        JP | Japan | Japan.
        KR | South Korea | Republic of Korea.
        CN | China | People's Republic of China.
        MY | Malaysia | Malaysia.
        TH | Thailand | Thailand.
    """,
    "subdivisions": """
        States and regions, ISO 3166-2.
        US-AK | Alaska | State of the United States.
        US-GA | Georgia | State of the United States.
        US-IN | Indiana | State of the United States.
        US-OH | Ohio | State of the United States.
        US-TN | Tennessee | State of the United States.
        US-TX | Texas | State of the United States.
        US-PA | Pennsylvania | State of the United States.
    """,
}
