BEGIN TRANSACTION;
CREATE TABLE account_changes (
	id INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	changed VARCHAR(64) NOT NULL, 
	change VARCHAR(20) NOT NULL, 
	successor VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_account_changes PRIMARY KEY (id), 
	CONSTRAINT ck_account_changes_change CHECK (change IN ('added', 'reset', 'disabled', 'handed_over'))
);
INSERT INTO "account_changes" VALUES(1,'2027-01-01 08:00:00.000000','','办公室','added','');
CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	person TEXT NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	unit_id INTEGER, 
	email VARCHAR(254), 
	password_hash TEXT NOT NULL, 
	must_change BOOLEAN NOT NULL, 
	disabled BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, last_login_at DATETIME, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT ck_accounts_role CHECK (role IN ('office', 'unit')), 
	CONSTRAINT ck_accounts_unit_of_role CHECK ((role = 'unit') = (unit_id IS NOT NULL)), 
	CONSTRAINT fk_accounts_unit_id FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT uq_accounts_name UNIQUE (name), 
	CONSTRAINT uq_accounts_email UNIQUE (email)
);
INSERT INTO "accounts" VALUES(1,'办公室','甲','office',NULL,'jia@example.org','',0,0,'2027-01-01 08:00:00.000000',NULL);
CREATE TABLE additions (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	document_number TEXT NOT NULL, 
	CONSTRAINT pk_additions PRIMARY KEY (id), 
	CONSTRAINT fk_additions_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT uq_additions_item_id UNIQUE (item_id)
);
CREATE TABLE "adjustments" (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	document_number TEXT NOT NULL, 
	target VARCHAR(40), 
	due_on DATE, 
	planned_investment_wan_yuan VARCHAR(40), 
	lead_unit_id INTEGER, 
	level VARCHAR(20), 
	decision VARCHAR(20), 
	period INTEGER DEFAULT '0' NOT NULL, 
	starts_on DATE, 
	source VARCHAR(20), 
	goal VARCHAR(40), 
	year_investment_wan_yuan VARCHAR(40), 
	planned_funds_wan_yuan VARCHAR(40), 
	CONSTRAINT pk_adjustments PRIMARY KEY (id), 
	CONSTRAINT fk_adjustments_lead_unit_id FOREIGN KEY(lead_unit_id) REFERENCES units (id), 
	CONSTRAINT ck_adjustments_target_is_number CHECK (lower(CAST(target AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT uq_adjustments_item_id_seq UNIQUE (item_id, seq), 
	CONSTRAINT ck_adjustments_seq CHECK (seq >= 1), 
	CONSTRAINT ck_adjustments_decision CHECK (decision IN ('confirmed', 'withdrawn')), 
	CONSTRAINT ck_adjustments_level CHECK (level IN ('unit', 'office', 'task_force', 'city')), 
	CONSTRAINT ck_adjustments_planned_investment_wan_yuan_is_number CHECK (lower(CAST(planned_investment_wan_yuan AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT fk_adjustments_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT ck_adjustments_goal_is_number CHECK (lower(CAST(goal AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT ck_adjustments_year_investment_wan_yuan_is_number CHECK (lower(CAST(year_investment_wan_yuan AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT ck_adjustments_planned_funds_wan_yuan_is_number CHECK (lower(CAST(planned_funds_wan_yuan AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT ck_adjustments_one_change CHECK ((target IS NOT NULL) + (due_on IS NOT NULL) + (planned_investment_wan_yuan IS NOT NULL) + (lead_unit_id IS NOT NULL) + (level IS NOT NULL) + (decision IS NOT NULL) + (goal IS NOT NULL) + (year_investment_wan_yuan IS NOT NULL) + (starts_on IS NOT NULL) + (planned_funds_wan_yuan IS NOT NULL) = 1), 
	CONSTRAINT ck_adjustments_period CHECK ((period <> 0) = (goal IS NOT NULL OR year_investment_wan_yuan IS NOT NULL)), 
	CONSTRAINT ck_adjustments_source_of_funds CHECK ((source IS NOT NULL) = (planned_funds_wan_yuan IS NOT NULL)), 
	CONSTRAINT ck_adjustments_source CHECK (source IN ('central', 'special_bond', 'special_treasury', 'municipal', 'district', 'social'))
);
INSERT INTO "adjustments" VALUES(1,11,1,'2026-12-31','2027-01-01 08:00:00.000000','办公室','延期','岚府发〔2026〕9号',NULL,'2027-06-30',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0016');
CREATE TABLE attempts (
	name VARCHAR(64) NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_attempts PRIMARY KEY (name)
);
CREATE TABLE calendar_changes (
	id INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	kind VARCHAR(20), 
	item_id INTEGER, 
	period DATE, 
	due_on DATE, 
	rhythm VARCHAR(20), 
	workday INTEGER, 
	grace INTEGER, 
	CONSTRAINT pk_calendar_changes PRIMARY KEY (id), 
	CONSTRAINT ck_calendar_changes_one_change CHECK ((kind IS NULL) <> (item_id IS NULL) AND (rhythm IS NULL) = (workday IS NULL) AND (rhythm IS NULL) = (grace IS NULL) AND (rhythm IS NULL) = (due_on IS NOT NULL) AND (due_on IS NULL) = (period IS NULL) AND (item_id IS NULL OR due_on IS NOT NULL)), 
	CONSTRAINT ck_calendar_changes_rhythm CHECK (rhythm IN ('month', 'quarter', 'half_year', 'year')), 
	CONSTRAINT ck_calendar_changes_grace CHECK (grace >= 0), 
	CONSTRAINT ck_calendar_changes_workday CHECK (workday <> 0), 
	CONSTRAINT fk_calendar_changes_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
CREATE TABLE closed_periods (
	id INTEGER NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	name TEXT NOT NULL, 
	as_of DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_closed_periods PRIMARY KEY (id)
);
CREATE TABLE comparisons (
	position INTEGER NOT NULL, 
	other TEXT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	value VARCHAR(40) NOT NULL, 
	unit TEXT NOT NULL, 
	measures TEXT NOT NULL, 
	source TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	published_on DATE, 
	address TEXT NOT NULL, 
	CONSTRAINT pk_comparisons PRIMARY KEY (position), 
	CONSTRAINT ck_comparisons_value_is_number CHECK (lower(CAST(value AS TEXT)) NOT LIKE '%n%')
);
CREATE TABLE contacts (
	unit_id INTEGER NOT NULL, 
	supervisor TEXT NOT NULL, 
	handler TEXT NOT NULL, 
	telephone TEXT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	account TEXT NOT NULL, handler_email VARCHAR(254) DEFAULT '' NOT NULL, supervisor_email VARCHAR(254) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_contacts PRIMARY KEY (unit_id), 
	CONSTRAINT fk_contacts_unit_id FOREIGN KEY(unit_id) REFERENCES units (id)
);
CREATE TABLE corrections (
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	place TEXT NOT NULL, 
	found TEXT NOT NULL, 
	reading TEXT NOT NULL, 
	grounds TEXT NOT NULL, 
	citation TEXT NOT NULL, 
	CONSTRAINT pk_corrections PRIMARY KEY (number)
);
INSERT INTO "corrections" VALUES(1,'修补','文首','岚府发〔20263','岚府发〔2026〕3号','脱落括号','文首');
CREATE TABLE drafts (
	account_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	typed TEXT NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (account_id, item_id, part), 
	CONSTRAINT fk_drafts_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_drafts_item_id FOREIGN KEY(item_id) REFERENCES items (id) ON DELETE CASCADE
);
CREATE TABLE evidence_files (
	id INTEGER NOT NULL, 
	report_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	media_type VARCHAR(20) NOT NULL, 
	size INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	CONSTRAINT pk_evidence_files PRIMARY KEY (id), 
	CONSTRAINT ck_evidence_files_media_type CHECK (media_type IN ('image/jpeg', 'image/png', 'application/pdf')), 
	CONSTRAINT ck_evidence_files_size CHECK (size >= 1), 
	CONSTRAINT ck_evidence_files_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT fk_evidence_files_report_id FOREIGN KEY(report_id) REFERENCES reports (id)
);
CREATE TABLE facts (
	position INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	said TEXT NOT NULL, 
	dated VARCHAR(10) NOT NULL, 
	value VARCHAR(40), 
	unit TEXT NOT NULL, 
	measures TEXT NOT NULL, 
	source TEXT NOT NULL, 
	publisher TEXT NOT NULL, 
	published_on DATE, 
	address TEXT NOT NULL, 
	second_hand BOOLEAN NOT NULL, 
	CONSTRAINT pk_facts PRIMARY KEY (position), 
	CONSTRAINT ck_facts_value_is_number CHECK (lower(CAST(value AS TEXT)) NOT LIKE '%n%')
);
CREATE TABLE indicators (
	item_id INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	measure VARCHAR(20) NOT NULL, 
	direction VARCHAR(10) NOT NULL, 
	target VARCHAR(40) NOT NULL, 
	approximate BOOLEAN NOT NULL, 
	decimals INTEGER NOT NULL, 
	tolerance VARCHAR(40) NOT NULL, 
	reported_name TEXT NOT NULL, 
	reported_unit TEXT NOT NULL, 
	headline BOOLEAN NOT NULL, 
	CONSTRAINT pk_indicators PRIMARY KEY (item_id), 
	CONSTRAINT ck_indicators_direction CHECK (direction IN ('up', 'down')), 
	CONSTRAINT ck_indicators_measure CHECK (measure IN ('level', 'change', 'growth', 'cumulative')), 
	CONSTRAINT fk_indicators_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
INSERT INTO "indicators" VALUES(1,'%','growth','up','3',0,1,'0.5','粮食产量比上年增长','%',0);
INSERT INTO "indicators" VALUES(2,'%','level','up','98',0,1,'1','自来水普及率','%',1);
INSERT INTO "indicators" VALUES(3,'万人次','cumulative','up','200',0,0,'20','累计接待乡村游客','万人次',0);
INSERT INTO "indicators" VALUES(4,'%','level','down','8',0,1,'0.5','供水管网漏损率','%',0);
CREATE TABLE item_links (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	indicator_id INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	CONSTRAINT pk_item_links PRIMARY KEY (id), 
	CONSTRAINT ck_item_links_two_items CHECK (item_id <> indicator_id), 
	CONSTRAINT fk_item_links_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT fk_item_links_indicator_id FOREIGN KEY(indicator_id) REFERENCES items (id)
);
CREATE TABLE items (
	id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	paragraph INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	short_name TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	citation TEXT NOT NULL, 
	programme_number INTEGER, 
	due_on DATE, 
	more_units BOOLEAN NOT NULL, parent_id INTEGER CONSTRAINT fk_items_parent_id REFERENCES items (id), 
	CONSTRAINT pk_items PRIMARY KEY (id), 
	CONSTRAINT fk_items_programme_number FOREIGN KEY(programme_number) REFERENCES programmes (number), 
	CONSTRAINT uq_items_kind_number_paragraph UNIQUE (kind, number, paragraph)
);
INSERT INTO "items" VALUES(1,'indicator',1,0,'粮食产量年均增速','粮食增速','每年的增长。','表1',NULL,'2028-12-31',0,NULL);
INSERT INTO "items" VALUES(2,'indicator',2,0,'自来水普及率','自来水普及','年末的普及率。','表1',NULL,'2028-12-31',0,NULL);
INSERT INTO "items" VALUES(3,'indicator',3,0,'累计接待乡村游客','乡村游客','累计的人次。','表1',NULL,'2028-12-31',0,NULL);
INSERT INTO "items" VALUES(4,'indicator',4,0,'供水管网漏损率','管网漏损','越低越好。','表1',NULL,'2028-12-31',0,NULL);
INSERT INTO "items" VALUES(5,'project',1,0,'东水厂扩建','东水厂','扩建一座水厂。','表2',1,'2027-12-31',0,NULL);
INSERT INTO "items" VALUES(6,'project',2,0,'西片管网改造','西片管网','更换旧管。','表2',1,'2026-12-31',0,NULL);
INSERT INTO "items" VALUES(7,'project',3,0,'河道清淤','清淤','清出淤泥。','表2',1,'2028-12-31',0,NULL);
INSERT INTO "items" VALUES(8,'project',4,0,'北岭民宿村','北岭民宿','修一片民宿。','表2',2,'2028-12-31',0,NULL);
INSERT INTO "items" VALUES(9,'project',5,0,'村道硬化','村道','硬化村道。','表2',2,'2026-12-31',0,NULL);
INSERT INTO "items" VALUES(10,'project',6,0,'中心小学食堂','小学食堂','新建食堂。','表2',3,'2026-12-31',0,NULL);
INSERT INTO "items" VALUES(11,'milestone',1,0,'完成摸底','完成摸底','摸清底数。','四',NULL,'2026-06-30',0,NULL);
INSERT INTO "items" VALUES(12,'milestone',2,0,'中期评估','中期评估','看看走到哪里。','四',NULL,'2027-12-31',0,NULL);
INSERT INTO "items" VALUES(13,'milestone',3,0,'总结验收','总结验收','做个了结。','四',NULL,'2028-11-30',0,NULL);
INSERT INTO "items" VALUES(14,'task',1,0,'保护水源','保护水源','划定水源保护区。','一1',1,NULL,0,NULL);
INSERT INTO "items" VALUES(15,'task',2,0,'更换旧管','更换旧管','更换漏水的旧管。','一2',1,NULL,0,NULL);
INSERT INTO "items" VALUES(16,'task',3,0,'整治村容','整治村容','整治村里的环境。','二3',2,NULL,0,NULL);
INSERT INTO "items" VALUES(17,'task',4,0,'改善校舍','改善校舍','改善乡村校舍。','三4',3,NULL,0,NULL);
INSERT INTO "items" VALUES(18,'policy',1,0,'水厂用地保障','水厂用地保障','优先安排用地。','表3',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(19,'policy',2,0,'民宿贷款贴息','民宿贷款贴息','给民宿贴息。','表3',NULL,NULL,1,NULL);
INSERT INTO "items" VALUES(20,'policy',3,0,'教师下乡补贴','教师下乡补贴','补贴下乡教师。','表3',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(21,'reform',1,0,'供水一体化','供水一体化','城乡一张网。','表4',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(22,'reform',2,0,'村账代管','村账代管','代管村级账目。','表4',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(23,'direction',1,0,'水价改革','水价改革','理顺水价。','五(一)',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(24,'direction',1,1,'居民水价','居民水价','定居民水价。','五(一)第1段',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(25,'direction',1,2,'农业水价','农业水价','定农业水价。','五(一)第2段',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(26,'direction',2,0,'集体经济改革','集体经济改革','盘活集体资产。','五(二)',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(27,'aim',1,0,'河水变清','河水变清','看得见的变化。','目标',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(28,'safeguard',1,0,'组织领导','组织领导','成立领导小组。','六',NULL,NULL,0,NULL);
INSERT INTO "items" VALUES(29,'safeguard',2,0,'资金保障','资金保障','统筹资金。','六',NULL,NULL,0,NULL);
CREATE TABLE leads (
	item_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_leads PRIMARY KEY (item_id, unit_id), 
	CONSTRAINT fk_leads_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT fk_leads_unit_id FOREIGN KEY(unit_id) REFERENCES units (id)
);
INSERT INTO "leads" VALUES(1,2,1);
INSERT INTO "leads" VALUES(2,5,1);
INSERT INTO "leads" VALUES(2,3,2);
INSERT INTO "leads" VALUES(3,6,1);
INSERT INTO "leads" VALUES(4,5,1);
INSERT INTO "leads" VALUES(5,5,1);
INSERT INTO "leads" VALUES(6,5,1);
INSERT INTO "leads" VALUES(7,5,1);
INSERT INTO "leads" VALUES(8,6,1);
INSERT INTO "leads" VALUES(9,3,1);
INSERT INTO "leads" VALUES(10,4,1);
INSERT INTO "leads" VALUES(11,1,1);
INSERT INTO "leads" VALUES(12,1,1);
INSERT INTO "leads" VALUES(13,1,1);
INSERT INTO "leads" VALUES(14,5,1);
INSERT INTO "leads" VALUES(15,5,1);
INSERT INTO "leads" VALUES(15,3,2);
INSERT INTO "leads" VALUES(16,2,1);
INSERT INTO "leads" VALUES(17,4,1);
INSERT INTO "leads" VALUES(18,1,1);
INSERT INTO "leads" VALUES(19,2,1);
INSERT INTO "leads" VALUES(20,4,1);
INSERT INTO "leads" VALUES(21,5,1);
INSERT INTO "leads" VALUES(22,2,1);
INSERT INTO "leads" VALUES(24,1,1);
INSERT INTO "leads" VALUES(25,2,1);
INSERT INTO "leads" VALUES(25,1,2);
INSERT INTO "leads" VALUES(26,2,1);
CREATE TABLE logins (
	token_hash VARCHAR(64) NOT NULL, 
	account_id INTEGER NOT NULL, 
	used_at DATETIME NOT NULL, 
	CONSTRAINT pk_logins PRIMARY KEY (token_hash), 
	CONSTRAINT fk_logins_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
CREATE TABLE matter_items (
	matter_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	report_seq INTEGER, 
	CONSTRAINT pk_matter_items PRIMARY KEY (matter_id, item_id), 
	CONSTRAINT fk_matter_items_matter_id FOREIGN KEY(matter_id) REFERENCES items (id), 
	CONSTRAINT fk_matter_items_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
CREATE TABLE matters (
	item_id INTEGER NOT NULL, 
	matter_kind VARCHAR(20) NOT NULL, 
	level VARCHAR(20) NOT NULL, 
	raised_by TEXT NOT NULL, 
	CONSTRAINT pk_matters PRIMARY KEY (item_id), 
	CONSTRAINT ck_matters_matter_kind CHECK (matter_kind IN ('decision', 'instruction', 'problem', 'query')), 
	CONSTRAINT ck_matters_level CHECK (level IN ('unit', 'office', 'task_force', 'city')), 
	CONSTRAINT fk_matters_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
CREATE TABLE plans (
	id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	short_title TEXT NOT NULL, 
	document_number TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	issued_on DATE NOT NULL, 
	office TEXT NOT NULL, 
	pilot_starts_on DATE NOT NULL, 
	pilot_ends_on DATE NOT NULL, 
	baseline_year INTEGER NOT NULL, 
	target_year INTEGER NOT NULL, 
	project_tolerance_percent VARCHAR(40) NOT NULL, demonstration BOOLEAN DEFAULT false NOT NULL, reporting TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_plans PRIMARY KEY (id), 
	CONSTRAINT ck_plans_only_one CHECK (id = 1)
);
INSERT INTO "plans" VALUES(1,1,'岚溪县水美乡村三年行动方案','岚溪县水美乡村','岚府发〔2026〕3号','岚溪县人民政府','2026-02-10','行动办公室','2026-01-01','2028-12-31',2025,2028,'15',0,'');
CREATE TABLE programmes (
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	short_name TEXT NOT NULL, 
	category_name TEXT NOT NULL, 
	citation TEXT NOT NULL, 
	CONSTRAINT pk_programmes PRIMARY KEY (number)
);
INSERT INTO "programmes" VALUES(1,'清水工程','清水','清水工程','一');
INSERT INTO "programmes" VALUES(2,'美村工程','美村','美村工程','二');
INSERT INTO "programmes" VALUES(3,'兴学工程','兴学','兴学工程','三');
CREATE TABLE projects (
	item_id INTEGER NOT NULL, 
	owner TEXT NOT NULL, 
	funding TEXT NOT NULL, 
	start_year INTEGER NOT NULL, 
	end_year INTEGER NOT NULL, 
	planned_investment_wan_yuan VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_projects PRIMARY KEY (item_id), 
	CONSTRAINT ck_projects_years CHECK (start_year <= end_year), 
	CONSTRAINT fk_projects_item_id FOREIGN KEY(item_id) REFERENCES items (id)
);
INSERT INTO "projects" VALUES(5,'岚溪水务公司','政府',2026,2027,'5000');
INSERT INTO "projects" VALUES(6,'岚溪水务公司','政府',2026,2026,'3000');
INSERT INTO "projects" VALUES(7,'岚溪水务公司','市场',2027,2028,'1000');
INSERT INTO "projects" VALUES(8,'岚溪文旅公司','市场',2026,2028,'4100');
INSERT INTO "projects" VALUES(9,'县公路站','政府',2025,2026,'1000');
INSERT INTO "projects" VALUES(10,'中心小学','政府',2026,2026,'1200');
CREATE TABLE reminder_outcomes (
	reminder_id INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	delivered BOOLEAN NOT NULL, 
	problem VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_reminder_outcomes PRIMARY KEY (reminder_id), 
	CONSTRAINT fk_reminder_outcomes_reminder_id FOREIGN KEY(reminder_id) REFERENCES reminders (id)
);
CREATE TABLE reminders (
	id INTEGER NOT NULL, 
	channel VARCHAR(10) NOT NULL, 
	address VARCHAR(254) NOT NULL, 
	seq INTEGER NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	unit_id INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	level VARCHAR(10) NOT NULL, 
	item_ids TEXT NOT NULL, 
	due_on DATE NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_reminders PRIMARY KEY (id), 
	CONSTRAINT ck_reminders_channel CHECK (channel IN ('mail', 'webhook')), 
	CONSTRAINT ck_reminders_level CHECK (level IN ('unit', 'supervisor', 'office')), 
	CONSTRAINT fk_reminders_unit_id FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT uq_reminders_channel_address_seq UNIQUE (channel, address, seq)
);
CREATE TABLE "reports" (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	note TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	status VARCHAR(20), 
	completed_on DATE, 
	value VARCHAR(40), 
	stage VARCHAR(20), 
	physical_progress_percent VARCHAR(40), 
	completed_investment_wan_yuan VARCHAR(40), 
	problems TEXT NOT NULL, 
	restores INTEGER, funds_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_funds_received CHECK (CAST(funds_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_funds_received_wan_yuan_is_number CHECK (lower(CAST(funds_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), unit_id INTEGER CONSTRAINT fk_reports_unit_id REFERENCES units (id), answer VARCHAR(20) CONSTRAINT ck_reports_answer CHECK (answer IN ('received', 'in_progress', 'blocked', 'asks_to_close', 'asks_for_time', 'closed', 'returned')), requested_due_on DATE, expected_on DATE, confidence VARCHAR(20) CONSTRAINT ck_reports_confidence CHECK (confidence IN ('confident', 'at_risk', 'doubtful')), cause TEXT DEFAULT '' NOT NULL, next_step TEXT DEFAULT '' NOT NULL, funds_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_funds_paid CHECK (CAST(funds_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_funds_paid_wan_yuan_is_number CHECK (lower(CAST(funds_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), central_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_central_received CHECK (CAST(central_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_central_received_wan_yuan_is_number CHECK (lower(CAST(central_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), special_bond_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_special_bond_received CHECK (CAST(special_bond_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_special_bond_received_wan_yuan_is_number CHECK (lower(CAST(special_bond_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), special_treasury_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_special_treasury_received CHECK (CAST(special_treasury_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_special_treasury_received_wan_yuan_is_number CHECK (lower(CAST(special_treasury_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), municipal_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_municipal_received CHECK (CAST(municipal_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_municipal_received_wan_yuan_is_number CHECK (lower(CAST(municipal_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), district_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_district_received CHECK (CAST(district_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_district_received_wan_yuan_is_number CHECK (lower(CAST(district_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), social_received_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_social_received CHECK (CAST(social_received_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_social_received_wan_yuan_is_number CHECK (lower(CAST(social_received_wan_yuan AS TEXT)) NOT LIKE '%n%'), central_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_central_paid CHECK (CAST(central_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_central_paid_wan_yuan_is_number CHECK (lower(CAST(central_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), special_bond_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_special_bond_paid CHECK (CAST(special_bond_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_special_bond_paid_wan_yuan_is_number CHECK (lower(CAST(special_bond_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), special_treasury_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_special_treasury_paid CHECK (CAST(special_treasury_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_special_treasury_paid_wan_yuan_is_number CHECK (lower(CAST(special_treasury_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), municipal_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_municipal_paid CHECK (CAST(municipal_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_municipal_paid_wan_yuan_is_number CHECK (lower(CAST(municipal_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), district_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_district_paid CHECK (CAST(district_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_district_paid_wan_yuan_is_number CHECK (lower(CAST(district_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), social_paid_wan_yuan VARCHAR(40) CONSTRAINT ck_reports_social_paid CHECK (CAST(social_paid_wan_yuan AS REAL) >= 0) CONSTRAINT ck_reports_social_paid_wan_yuan_is_number CHECK (lower(CAST(social_paid_wan_yuan AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT pk_reports PRIMARY KEY (id), 
	CONSTRAINT ck_reports_status CHECK (status IN ('not_started', 'in_progress', 'done', 'blocked')), 
	CONSTRAINT ck_reports_completed_investment CHECK (CAST(completed_investment_wan_yuan AS REAL) >= 0), 
	CONSTRAINT ck_reports_stage CHECK (stage IN ('preparation', 'construction', 'built', 'in_use')), 
	CONSTRAINT ck_reports_seq CHECK (seq >= 1), 
	CONSTRAINT ck_reports_value_is_number CHECK (lower(CAST(value AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT ck_reports_completed_by_then CHECK (completed_on <= as_of), 
	CONSTRAINT ck_reports_physical_progress CHECK (CAST(physical_progress_percent AS REAL) BETWEEN 0 AND 100), 
	CONSTRAINT ck_reports_completed_investment_wan_yuan_is_number CHECK (lower(CAST(completed_investment_wan_yuan AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT ck_reports_physical_progress_percent_is_number CHECK (lower(CAST(physical_progress_percent AS TEXT)) NOT LIKE '%n%'), 
	CONSTRAINT uq_reports_item_id_seq UNIQUE (item_id, seq), 
	CONSTRAINT fk_reports_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT ck_reports_value_of_a_period CHECK ((value IS NULL) = (period = 0) OR (restores = 0 AND value IS NULL)), 
	CONSTRAINT ck_reports_restores_earlier CHECK (restores < seq)
);
INSERT INTO "reports" VALUES(1,1,1,2026,'2026-12-31','2027-01-01 08:00:00.000000','seed','粮食产量比上年增长,原文数值','岚溪县统计局《岚溪县统计公报》',NULL,NULL,'3.4',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reports" VALUES(2,2,1,2025,'2026-03-01','2027-01-01 08:00:00.000000','seed','自来水普及率,原文数值','岚溪县统计局《岚溪县统计公报》',NULL,NULL,'90',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reports" VALUES(3,2,2,2026,'2027-03-01','2027-01-01 08:00:00.000000','seed','自来水普及率,原文数值','岚溪县统计局《岚溪县统计公报》',NULL,NULL,'92.5',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reports" VALUES(4,11,1,0,'2026-06-20','2027-01-01 08:00:00.000000','seed','提前摸清底数。','岚府发〔2026〕8号','done','2026-06-15',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reports" VALUES(5,5,1,0,'2026-12-31','2027-01-01 08:00:00.000000','办公室','=1+1','',NULL,NULL,NULL,'construction','33.30','123.4560','',NULL,'100.50',NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "reports" VALUES(6,14,1,0,'2026-12-31','2027-01-01 08:00:00.000000','办公室','换行
''引号''','','done',NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE slide_photos (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	evidence_id INTEGER, 
	recorded_at DATETIME NOT NULL, 
	account TEXT NOT NULL, 
	CONSTRAINT pk_slide_photos PRIMARY KEY (id), 
	CONSTRAINT fk_slide_photos_item_id FOREIGN KEY(item_id) REFERENCES items (id), 
	CONSTRAINT fk_slide_photos_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence_files (id)
);
CREATE TABLE units (
	id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	aliases TEXT NOT NULL, 
	citation TEXT NOT NULL, 
	CONSTRAINT pk_units PRIMARY KEY (id), 
	CONSTRAINT uq_units_name UNIQUE (name)
);
INSERT INTO "units" VALUES(1,1,'县发改局','','一');
INSERT INTO "units" VALUES(2,2,'县农业局','','一');
INSERT INTO "units" VALUES(3,3,'县住建局','','一');
INSERT INTO "units" VALUES(4,4,'县教育局','','一');
INSERT INTO "units" VALUES(5,5,'县水务局','','一');
INSERT INTO "units" VALUES(6,6,'岚溪文旅公司','','一');
CREATE INDEX ix_logins_account_id ON logins (account_id);
CREATE TRIGGER reports_refuse_update BEFORE UPDATE ON reports
    BEGIN SELECT RAISE(ABORT, 'reports are added only, never changed'); END;
CREATE TRIGGER reports_refuse_delete BEFORE DELETE ON reports
    BEGIN SELECT RAISE(ABORT, 'reports are added only, never removed'); END;
CREATE TRIGGER reports_refuse_replace BEFORE INSERT ON reports
    WHEN EXISTS (SELECT 1 FROM reports WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM reports WHERE item_id = NEW.item_id AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'reports are added only, never replaced'); END;
CREATE INDEX ix_reports_recorded ON reports (recorded_at);
CREATE INDEX ix_reports_last ON reports (item_id, period, seq, as_of);
CREATE INDEX ix_reports_latest ON reports (item_id, period, as_of, seq) WHERE unit_id IS NULL;
CREATE INDEX ix_reports_parts ON reports (item_id, unit_id, as_of, seq) WHERE unit_id IS NOT NULL;
CREATE INDEX ix_additions_recorded ON additions (recorded_at);
CREATE INDEX ix_matter_items_item_id ON matter_items (item_id);
CREATE TRIGGER additions_refuse_update BEFORE UPDATE ON additions
    BEGIN SELECT RAISE(ABORT, 'additions are added only, never changed'); END;
CREATE TRIGGER additions_refuse_delete BEFORE DELETE ON additions
    BEGIN SELECT RAISE(ABORT, 'additions are added only, never removed'); END;
CREATE TRIGGER additions_refuse_replace BEFORE INSERT ON additions
    WHEN EXISTS (SELECT 1 FROM additions WHERE id = NEW.id OR item_id = NEW.item_id)
    BEGIN SELECT RAISE(ABORT, 'additions are added only, never replaced'); END;
CREATE TRIGGER matters_refuse_update BEFORE UPDATE ON matters
    BEGIN SELECT RAISE(ABORT, 'matters are added only, never changed'); END;
CREATE TRIGGER matters_refuse_delete BEFORE DELETE ON matters
    BEGIN SELECT RAISE(ABORT, 'matters are added only, never removed'); END;
CREATE TRIGGER matters_refuse_replace BEFORE INSERT ON matters
    WHEN EXISTS (SELECT 1 FROM matters WHERE item_id = NEW.item_id)
    BEGIN SELECT RAISE(ABORT, 'matters are added only, never replaced'); END;
CREATE TRIGGER matter_items_refuse_update BEFORE UPDATE ON matter_items
    BEGIN SELECT RAISE(ABORT, 'matter_items are added only, never changed'); END;
CREATE TRIGGER matter_items_refuse_delete BEFORE DELETE ON matter_items
    BEGIN SELECT RAISE(ABORT, 'matter_items are added only, never removed'); END;
CREATE TRIGGER matter_items_refuse_replace BEFORE INSERT ON matter_items
    WHEN EXISTS (SELECT 1 FROM matter_items WHERE matter_id = NEW.matter_id AND item_id = NEW.item_id)
    BEGIN SELECT RAISE(ABORT, 'matter_items are added only, never replaced'); END;
CREATE TRIGGER items_refuse_update BEFORE UPDATE ON items WHEN OLD.kind IN ('step', 'matter', 'meeting')
    BEGIN SELECT RAISE(ABORT, 'added items are added only, never changed'); END;
CREATE TRIGGER items_refuse_delete BEFORE DELETE ON items WHEN OLD.kind IN ('step', 'matter', 'meeting')
    BEGIN SELECT RAISE(ABORT, 'added items are added only, never removed'); END;
CREATE TRIGGER items_refuse_replace BEFORE INSERT ON items
    WHEN EXISTS (SELECT 1 FROM items WHERE kind IN ('step', 'matter', 'meeting') AND (
        id = NEW.id OR kind = NEW.kind AND number = NEW.number AND paragraph = NEW.paragraph))
    BEGIN SELECT RAISE(ABORT, 'added items are added only, never replaced'); END;
CREATE TRIGGER account_changes_refuse_update BEFORE UPDATE ON account_changes
    BEGIN SELECT RAISE(ABORT, 'account_changes are added only, never changed'); END;
CREATE TRIGGER account_changes_refuse_delete BEFORE DELETE ON account_changes
    BEGIN SELECT RAISE(ABORT, 'account_changes are added only, never removed'); END;
CREATE TRIGGER account_changes_refuse_replace BEFORE INSERT ON account_changes
    WHEN EXISTS (SELECT 1 FROM account_changes WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'account_changes are added only, never replaced'); END;
CREATE TRIGGER calendar_changes_refuse_update BEFORE UPDATE ON calendar_changes
    BEGIN SELECT RAISE(ABORT, 'calendar_changes are added only, never changed'); END;
CREATE TRIGGER calendar_changes_refuse_delete BEFORE DELETE ON calendar_changes
    BEGIN SELECT RAISE(ABORT, 'calendar_changes are added only, never removed'); END;
CREATE TRIGGER calendar_changes_refuse_replace BEFORE INSERT ON calendar_changes
    WHEN EXISTS (SELECT 1 FROM calendar_changes WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'calendar_changes are added only, never replaced'); END;
CREATE TRIGGER closed_periods_refuse_update BEFORE UPDATE ON closed_periods
    BEGIN SELECT RAISE(ABORT, 'closed_periods are added only, never changed'); END;
CREATE TRIGGER closed_periods_refuse_delete BEFORE DELETE ON closed_periods
    BEGIN SELECT RAISE(ABORT, 'closed_periods are added only, never removed'); END;
CREATE TRIGGER closed_periods_refuse_replace BEFORE INSERT ON closed_periods
    WHEN EXISTS (SELECT 1 FROM closed_periods WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'closed_periods are added only, never replaced'); END;
CREATE INDEX ix_evidence_files_report_id ON evidence_files (report_id);
CREATE INDEX ix_slide_photos_item_id ON slide_photos (item_id);
CREATE TRIGGER evidence_files_refuse_update BEFORE UPDATE ON evidence_files
    BEGIN SELECT RAISE(ABORT, 'evidence_files are added only, never changed'); END;
CREATE TRIGGER evidence_files_refuse_delete BEFORE DELETE ON evidence_files
    BEGIN SELECT RAISE(ABORT, 'evidence_files are added only, never removed'); END;
CREATE TRIGGER evidence_files_refuse_replace BEFORE INSERT ON evidence_files
    WHEN EXISTS (SELECT 1 FROM evidence_files WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'evidence_files are added only, never replaced'); END;
CREATE TRIGGER slide_photos_refuse_update BEFORE UPDATE ON slide_photos
    BEGIN SELECT RAISE(ABORT, 'slide_photos are added only, never changed'); END;
CREATE TRIGGER slide_photos_refuse_delete BEFORE DELETE ON slide_photos
    BEGIN SELECT RAISE(ABORT, 'slide_photos are added only, never removed'); END;
CREATE TRIGGER slide_photos_refuse_replace BEFORE INSERT ON slide_photos
    WHEN EXISTS (SELECT 1 FROM slide_photos WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'slide_photos are added only, never replaced'); END;
CREATE TRIGGER reminders_refuse_update BEFORE UPDATE ON reminders
    BEGIN SELECT RAISE(ABORT, 'reminders are added only, never changed'); END;
CREATE TRIGGER reminders_refuse_delete BEFORE DELETE ON reminders
    BEGIN SELECT RAISE(ABORT, 'reminders are added only, never removed'); END;
CREATE TRIGGER reminders_refuse_replace BEFORE INSERT ON reminders
    WHEN EXISTS (SELECT 1 FROM reminders WHERE id = NEW.id
      OR channel = NEW.channel AND address = NEW.address AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'reminders are added only, never replaced'); END;
CREATE TRIGGER reminder_outcomes_refuse_update BEFORE UPDATE ON reminder_outcomes
    BEGIN SELECT RAISE(ABORT, 'reminder_outcomes are added only, never changed'); END;
CREATE TRIGGER reminder_outcomes_refuse_delete BEFORE DELETE ON reminder_outcomes
    BEGIN SELECT RAISE(ABORT, 'reminder_outcomes are added only, never removed'); END;
CREATE TRIGGER reminder_outcomes_refuse_replace BEFORE INSERT ON reminder_outcomes
    WHEN EXISTS (SELECT 1 FROM reminder_outcomes WHERE reminder_id = NEW.reminder_id)
    BEGIN SELECT RAISE(ABORT, 'reminder_outcomes are added only, never replaced'); END;
CREATE TRIGGER adjustments_refuse_update BEFORE UPDATE ON adjustments
    BEGIN SELECT RAISE(ABORT, 'adjustments are added only, never changed'); END;
CREATE TRIGGER adjustments_refuse_delete BEFORE DELETE ON adjustments
    BEGIN SELECT RAISE(ABORT, 'adjustments are added only, never removed'); END;
CREATE TRIGGER adjustments_refuse_replace BEFORE INSERT ON adjustments
    WHEN EXISTS (SELECT 1 FROM adjustments WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM adjustments WHERE item_id = NEW.item_id AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'adjustments are added only, never replaced'); END;
CREATE TRIGGER item_links_refuse_update BEFORE UPDATE ON item_links
    BEGIN SELECT RAISE(ABORT, 'item_links are added only, never changed'); END;
CREATE TRIGGER item_links_refuse_delete BEFORE DELETE ON item_links
    BEGIN SELECT RAISE(ABORT, 'item_links are added only, never removed'); END;
CREATE TRIGGER item_links_refuse_replace BEFORE INSERT ON item_links
    WHEN EXISTS (SELECT 1 FROM item_links WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'item_links are added only, never replaced'); END;
COMMIT;
