"""Code lists of the deals themselves. The first line of a block describes the list; then `value |
label | definition`.
"""

DEAL_CODES = {
    "agreement_kinds": """
        What sort of instrument an agreement is.
        headline_deal | Headline deal | The deal as a whole, which alone carries the pledged amount.
        memorandum | Memorandum | A memorandum of understanding or of cooperation.
        framework | Framework | A framework that other instruments fill in.
        prosperity_deal | Technology prosperity deal | A deal on cooperation in science and technology.
        trade_agreement | Trade agreement | An agreement on trade terms such as tariff rates.
        purchase_agreement | Purchase agreement | An agreement to buy and to invest.
        joint_venture | Joint venture | An undertaking held together by several parties.
        partnership | Partnership | A partnership between firms, or a firm and a government.
        acquisition | Acquisition | The purchase of one firm by another.
        fact_sheet | Fact sheet | Commitments set out in a fact sheet.
    """,
    "agreement_statuses": """
        How far an agreement has come.
        discussed | Discussed | Talked about, with no agreement.
        pledged | Pledged | Promised, with no written agreement stated.
        negotiating | Under negotiation | Terms are still negotiated.
        announced | Announced | Made public; signature not stated.
        agreed | Agreed | The parties agreed; signature not stated.
        signed | Signed | Signed by the parties.
        in_implementation | In implementation | Being carried out.
        approved | Approved | Approved by the authority that had to.
    """,
    "term_kinds": """
        What a term regulates.
        response_time | Response time | Days within which a party must act on a request.
        profit_split | Profit split | How proceeds are shared.
        proposal | Who proposes | Which body proposes projects.
        advice | Who advises | Which body advises.
        decision | Who decides | Who has the final word.
        consultation | Consultation | A duty to meet or consult.
        supplier_preference | Supplier preference | Preference for suppliers of one country.
        beneficiaries | Beneficiaries | Who must benefit.
        completion_date | Completion date | By when it must be done.
        penalty | Penalty | What follows from not complying.
        financing_form | Form of financing | Equity, loans, guarantees or upfront payment.
        financing_institution | Financing institution | Which institution finances or insures.
        annual_ceiling | Annual ceiling | Most that may flow in a year.
        currency_protection | Currency protection | A swap line or use of reserves against currency shocks.
        tariff_relief | Tariff relief | A tariff rate granted in return.
        priority_access | Priority access | First call on an output.
        selection_criteria | Selection criteria | What a project must satisfy.
        legal_effect | Legal effect | Whether it binds.
        timeframe | Timeframe | A period in which something is to be done.
        worker_visas | Worker visas | Entry of workers for projects.
        cooperation | Cooperation | A duty to work together on a matter.
        project_limit | Project size | Smallest and largest project value.
        oversight | Oversight | Which body oversees it.
        government_control | Government control | A government's say over a firm.
    """,
    "term_statuses": """
        Whether a term is settled.
        agreed | Agreed | Settled between the parties.
        proposed | Proposed | Put forward by one side.
        demanded | Demanded | Demanded by one side.
    """,
    "commitment_kinds": """
        What sort of promise a commitment is.
        package | Package | Investments by sector, announced together.
        pipeline | Pipeline | Projects under evaluation, with a potential value.
        purchase | Purchase | A promise to buy.
        investment | Investment | A promise to invest.
        market_access | Market access | A promise to open a market.
        cooperation | Cooperation | A promise to work together.
        selection | Selection | A supplier is chosen.
        support | Support | A promise to support an undertaking.
    """,
    "amount_bases": """
        What an amount is. Sums are meaningful only within one basis.
        pledged | Pledged | Promised as a whole in a headline deal.
        packaged | Packaged | Allotted to a sector or package, no project decided.
        announced | Announced | Announced for named projects in a tranche.
        committed | Committed | Committed by named parties to one undertaking.
        disbursed | Disbursed | Paid out.
        purchase | Purchase | Price of goods or services to be bought.
        pipeline | Pipeline | Potential value of projects under evaluation.
    """,
    "project_relations": """
        How a project stands to a pledge.
        in_tranche | In a tranche | Announced in a tranche of an agreement.
        in_package | In a package | Part of a package or commitment.
        candidate | Candidate | Named as a possible project, not decided.
        separate | Separate | No document ties it to a pledge.
    """,
    "project_statuses": """
        How far a project has come.
        candidate | Candidate | Named as a possibility.
        proposed | Proposed | Proposed, awaiting a decision.
        under_evaluation | Under evaluation | Being reviewed.
        announced | Announced | Announced publicly.
        agreed | Agreed | Agreed between its parties.
        launched | Launched | Started or celebrated as started.
        completed | Completed | Done.
    """,
    "sectors": """
        Sectors, beginning with those the deals' own target list names.
        semiconductors | Semiconductors | Computer chips and their manufacture.
        pharmaceuticals | Pharmaceuticals | Medicines and their manufacture.
        critical_minerals | Critical minerals | Minerals vital to industry, rare earths and magnets among them.
        metals | Metals | Metals and their refining.
        shipbuilding | Shipbuilding | Ships, shipyards and their upkeep.
        energy | Energy | Power plants, fuels, grids and pipelines.
        artificial_intelligence | Artificial intelligence | AI and the infrastructure it runs on.
        quantum_computing | Quantum computing | Quantum computers and quantum information science.
        electronics | Electronics | Electronic components and devices.
        ports | Port infrastructure | Ports and their equipment.
        automobiles | Automobiles | Cars, parts and their manufacture.
        aviation | Aviation | Aircraft, engines and aerospace.
        defense | Defense | Military goods and services.
        cloud_infrastructure | Cloud infrastructure | Data centers and cloud services.
        telecommunications | Telecommunications | Networks of the fifth and sixth generation.
        biotechnology | Biotechnology | Applied life sciences.
        fusion_energy | Fusion energy | Energy from nuclear fusion.
        space | Space | Space science and industry.
        steel | Steel | Steel and its manufacture.
        chemicals | Chemicals | Ammonia and other chemicals.
        digital_services | Digital services | Services of digital companies.
    """,
    "party_roles": """
        What a party does in a record.
        party | Party | Is a party to the instrument or commitment.
        investor | Investor | Invests.
        supplier | Supplier | Supplies goods or services.
        developer | Developer | Builds or leads the undertaking.
        contributor | Contributor | Pays a part.
        fundraiser | Fundraiser | Raises money for it.
        partner | Partner | Takes part with others in a venture.
        buyer | Buyer | Buys.
        seller | Seller | Sells.
        beneficiary | Beneficiary | Benefits from it.
        selector | Selector | Selects projects.
        proposer | Proposer | Proposes projects.
        chair | Chair | Chairs the body or meeting.
        adviser | Adviser | Advises.
        approver | Approver | Has the final word.
        reviewer | Reviewer | Reviews proposals.
        financier | Financier | Lends or provides equity.
        insurer | Insurer | Insures or guarantees.
        signatory | Signatory | Signs.
        announcer | Announcer | Announces it.
        speaker | Speaker | Speaks about or at it.
        participant | Participant | Takes part in it.
        host | Host | Hosts it.
        evaluated | Under evaluation | Named among projects or firms being evaluated.
        applicant | Applicant | Applies to a court or authority.
        court | Court | Rules on it.
        target | Target | Is its object.
        publisher | Publisher | Publishes it.
        opponent | Opponent | Acts or speaks against it.
        leader | Leader | Leads a delegation.
        enforcer | Enforcer | Carries out a raid or another measure.
    """,
    "company_kinds": """
        What sort of firm a company is.
        manufacturer | Manufacturer | Makes goods.
        energy | Energy | Builds, supplies or runs energy plants.
        technology | Technology | Technology, electronics or telecommunications.
        construction | Engineering and construction | Designs and builds.
        airline | Airline | Flies passengers or freight.
        aerospace_defense | Aerospace and defense | Makes aircraft, engines or arms.
        metals | Metals | Mines or refines metals.
        finance | Finance | Invests or advises on money.
        investor | Investor | Invests.
        media | Media | Publishes or broadcasts.
        shipyard | Shipyard | Builds or repairs ships.
        steel | Steel | Makes steel.
        automaker | Automaker | Makes cars.
        unspecified | Not specified | Documents do not say.
    """,
    "institution_kinds": """
        What sort of body an institution is.
        government | Government | A government as a whole.
        ministry | Ministry or department | A ministry or department of government.
        agency | Agency | An office or agency of government.
        committee | Committee | A committee or panel.
        central_bank | Central bank | A central bank.
        policy_bank | Policy bank | A bank that serves public policy.
        export_insurer | Export insurer | Insures exports and investments abroad.
        court | Court | A court of law.
        think_tank | Think tank | A research institute.
        armed_forces | Armed forces | A branch of the armed forces.
        legislature | Legislature | A parliament or a part of one.
        political_party | Political party | A political party.
        media | Media | A news agency, broadcaster or platform.
        forum | Forum | A meeting or association.
    """,
    "event_kinds": """
        What sort of event it is.
        announcement | Announcement | Something is made public.
        pledge | Pledge | A promise is first made.
        signature | Signature | An instrument is signed.
        meeting | Meeting | A meeting of a committee or officials.
        summit | Summit | A meeting of leaders.
        visit | Visit | A visit or mission.
        statement | Statement | A remark or interview.
        court_ruling | Court ruling | A court decides.
        raid | Raid | Enforcement officers raid a site.
        threat | Threat | A measure is threatened.
        review | Review | Proposals are reviewed.
        office_change | Change of office | Someone takes or leaves an office.
        deadline | Deadline | A date by which something must be done.
        election | Election | An election is held or won.
        market_move | Market move | A market moves.
        ceremony | Ceremony | Something is celebrated.
        board_meeting | Board meeting | A firm's board meets.
        approval | Approval | An authority approves.
        agreement | Agreement | Parties agree, with no signature stated.
        negotiation | Negotiation | Parties negotiate.
    """,
    "event_statuses": """
        Whether an event happened.
        happened | Happened | It took place.
        planned | Planned | It is announced or expected.
    """,
    "tariff_scopes": """
        Goods a tariff is on.
        general | General | Comprehensive tariff on most goods.
        reciprocal | Reciprocal | Tariff called reciprocal.
        automobiles | Automobiles | Cars.
        automobiles_and_parts | Automobiles and parts | Cars and their parts.
        automobiles_and_most_goods | Automobiles and most goods | Cars and most other goods.
    """,
    "tariff_statuses": """
        What a document says a rate is.
        threatened | Threatened | Someone threatens it.
        agreed | Agreed | Settled between the parties.
        in_force | In force | Applied at the time.
        reported | Reported | Reported without more.
    """,
    "indicator_measures": """
        What an indicator measures.
        trade_surplus | Trade surplus | Goods sold to a country above goods bought from it.
        share_of_gdp | Share of GDP | A pledge or sector as a share of gross domestic product.
        share_of_reserves | Share of reserves | A pledge as a share of foreign currency reserves.
        share_of_employment | Share of employment | A sector as a share of the labor force.
        feasible_annual_outflow | Feasible annual outflow | Most a country is said to be able to invest abroad in a year.
        projected_annual_flow | Projected annual flow | Money expected to flow in a year.
        projected_jobs | Projected jobs | Jobs expected.
        holdings | Holdings | Investments held in a country.
        stock_index_change | Stock index change | Change of a stock index.
        pledge_total | Sum of pledges | Several pledges added up by a document.
        candidate_sites | Candidate sites | Sites under review.
        project_count | Projects under evaluation | Number of projects.
        project_value_range | Range of project values | Smallest and largest project value.
        detained | People detained | Number of people detained.
        initial_amount | Initial amount | An amount discussed before the one agreed.
        annual_ceiling | Annual ceiling | An annual limit asked for.
        captured_emissions | Captured emissions | Emissions captured in a year.
        fund_raising | Fund raising | Money to be raised.
        rank | Rank | Place in an order of countries or firms.
    """,
    "indicator_bases": """
        How firm an indicator is.
        measured | Measured | A measured figure.
        estimated | Estimated | An estimate.
        projected | Projected | A view of the future.
    """,
    "stances": """
        Direction of an attributed view.
        supports | Supports | Speaks for it.
        criticises | Criticises | Speaks against it.
        warns | Warns | Points to a danger.
        doubts | Doubts | Questions whether it will work.
        demands | Demands | Asks for something.
        predicts | Predicts | Says what will come.
        interprets | Interprets | Says what it means.
        promises | Promises | Says what will be done.
        threatens | Threatens | Announces a harm.
    """,
}
