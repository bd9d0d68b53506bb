"""An input for every code of a finding: the files of a workspace that get it.

What is not named is as in `PLAIN`, a workspace with nothing wrong in it. `None` leaves a file out, and a path
that begins with a slash is beside the workspace. `unmasks` are codes that were hidden by the fault.
"""

import gzip
import json

HEADER = "request_id,request_started_at,user_id,provider,model,tier,input_tokens"
ROW = "r1,2026-07-01T00:00:00Z,u,p,m,pro,5"
PRICES = ("provider,model,unit_class,price_usd,effective_from,effective_to\n"
          "p,m,input,1,2026-01-01,\np,m,output,1,2026-01-01,\n")
MULTIPLIERS = "level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,approved_by\n"
WAITING = (MULTIPLIERS.replace("\n", ",recorded_at,reason,approved_at\n")
           + "default,,,,1.4,2099-08-01,,pending,a,,2026-07-01,why,\n")

PLAIN = {
    "plans.csv": "tier,is_free\npro,false\nfree,true\n",
    "prices/p.csv": PRICES,
    "fx.csv": "day,currency,usd_per_unit\n2026-07-01,EUR,1.0834567891\n",
    "ledger/a.csv": f"{HEADER}\n{ROW}\n",
    "/2026-01-05.json": json.dumps({
        name: {"input_cost_per_token": 1e-06, "litellm_provider": "p"} for name in ("m", "qqqqqq", "gpt-image-1")}),
    "/usage.csv": f"{HEADER}\n{ROW}\n",
}


def ledger(*lines, name="ledger/a.csv"):
    return {"files": {"ledger/a.csv": None, name: "".join(line + "\n" for line in lines)}}


def cell(old, new, more="", extra=""):
    """One good row and one with another text in place of `old`."""
    good = ROW.replace("r1", "r0")
    return ledger(HEADER + more, *[good + ("," if more else "")] * 1,
                  *[good.replace("r0", f"g{n}") + ("," if more else "") for n in range(20)],
                  ROW.replace(old, new) + extra)


def book(file, text, **more):
    return dict({"files": {file: text}}, **more)


JSON_ROW = ('"request_started_at":"2026-07-01T00:00:00Z","user_id":"u","provider":"p","model":"m",'
            '"tier":"pro"')


def json_lines(*lines):
    good = [f'{{"request_id":"g{n}",{JSON_ROW},"input_tokens":5}}' for n in range(20)]
    return ledger(*good, *lines, name="ledger/a.jsonl")


def prices(*rows, columns="provider,model,unit_class,price_usd,effective_from,effective_to"):
    return columns + "\n" + "".join(row + "\n" for row in rows)


def database(application, version):
    data = bytearray(100)
    data[:16] = b"SQLite format 3\0"
    data[68:72] = application.to_bytes(4, "big")
    data[60:64] = version.to_bytes(4, "big")
    return bytes(data)


TABLE = f"{HEADER}\n{ROW}\n".encode()
GATEWAY = "id,type,model_name,quota,prompt_tokens,completion_tokens,user_id,created_at,other"


BANDS = prices("p,m,input,1,2026-01-01,,", "p,m,input,2,2026-01-01,,200000",
               columns="provider,model,unit_class,price_usd,effective_from,effective_to,context_over")
IMAGES = PRICES + ("p,m,cache_read,0.1,2026-01-01,\np,m,image_input,9,2026-01-01,\n"
                   "p,m,image_output,30,2026-01-01,\n")


def with_book(text, given):
    return {"files": given["files"] | {"prices/p.csv": text}}


def litellm(call, tokens, metadata=""):
    """A row of LiteLLM's log."""
    return ledger(
        f'{{"request_id":"b","call_type":"{call}","api_key":"k","spend":0.7,"prompt_tokens":{tokens},'
        f'"completion_tokens":{tokens},"startTime":"2026-08-10 09:00:00.000","model":"m",'
        f'"custom_llm_provider":"p","user":"u","metadata":{{{metadata}"usage_object":'
        f'{{"prompt_tokens":{tokens},"completion_tokens":{tokens},"total_tokens":{2 * tokens}}}}}}}',
        name="ledger/a.jsonl")


def spans(*all, more=""):
    """Spans by id, parent, operation and tokens."""
    lines = [
        f'{{"traceId":"t","spanId":"{name}","parentSpanId":"{parent}",'
        f'"startTimeUnixNano":"1785578400000000000","attributes":{{"gen_ai.operation.name":"{does}",'
        f'"gen_ai.provider.name":"openai","gen_ai.request.model":"m","user.id":"u",'
        f'"gen_ai.usage.input_tokens":{tokens},"gen_ai.usage.output_tokens":{tokens // 10}{more}}}}}'
        for name, parent, does, tokens in all]
    return with_book(PRICES.replace("p,m", "openai,m"), ledger(*lines, name="ledger/a.jsonl"))


def response(members, model="m"):
    """A row with a response of a vendor."""
    row = JSON_ROW.replace('"m"', f'"{model}"')
    return ledger(f'{{"request_id":"r1",{row},"response":{{{members}}}}}',
                  name="ledger/a.jsonl")


TWO_DAYS = [HEADER, ROW, ROW.replace("r1", "r9").replace("07-01", "07-31")]
BUCKETS = "start_time,end_time,num_model_requests,input_tokens\n1785542400,1785628800,1,1\n"

CASES = {
    # Exports as a whole
    "an empty export": (["file.empty"], {"files": {"ledger/b.csv": ""}}),
    "blanks alone": (["file.empty"], {"files": {"ledger/b.json": " " * 100}}),
    "an empty book": (["file.empty"], book("plans.csv", "", unmasks=["ref.tier"])),
    "no rows": (["file.norows"], ledger(HEADER)),
    "no export": (["usage.none"], {"files": {"ledger/a.csv": None}, "setup": "mkdir -p 'w s/ledger'"}),
    "the same bytes": (["file.again"], {"files": {"ledger/b.csv": TABLE}}),
    "a text file": (["file.unread"], {"files": {"ledger/notes.txt": "a note\n"}}),
    "a table as text": (["file.unread"], {
        "files": {"ledger/a.csv": None, "ledger/a.txt": TABLE}}),
    "a workbook": (["file.unread"], {"files": {"ledger/a.xlsx": b"PK\3\4" + b"x" * 50}}),
    "a workbook of prices": (["file.ignored"], {"files": {"prices/p.xlsx": b"PK\3\4" + b"x" * 50}}),
    "a workbook by another name": (["file.kind"], {
        "files": {"ledger/b.csv": b"PK\3\4" + b"x" * 50}}),
    "a hidden export": (["file.ignored"], {"files": {"ledger/.b.csv": TABLE}}),
    "a note beside prices": (["file.ignored"], {"files": {"prices/notes.txt": "x"}}),
    "UTF-16": (["enc.utf16"], ledger("x") | {
        "files": {"ledger/a.csv": TABLE.decode().encode("utf-16")}}),
    "UTF-16 without a mark": (["enc.utf16"], {
        "files": {"ledger/a.csv": TABLE.decode().encode("utf-16-le")}}),
    "a folder as export": (["file.open"], {"setup": "mkdir -p 'w s/ledger/b.csv'"}),
    "a link to nowhere": (["file.open"], {"setup": "ln -s nowhere.csv 'w s/ledger/b.csv'"}),
    "a folder as book": (["file.open"], {"setup": "mkdir -p 'w s/prices/f.csv'"}),
    "Latin-1 in a header": (["enc.utf8"], {
        "files": {"ledger/a.csv": (HEADER + ",größe\n" + ROW + ",1\n").encode("latin-1")},
        "unmasks": ["csv.unknown"]}),
    "Latin-1 in a row": (["enc.utf8"], {
        "files": {"ledger/a.csv": TABLE + ROW.replace("r1", "ü").encode("latin-1") + b"\n"}}),
    "Latin-1 in a compressed row": (["enc.utf8"], {
        "files": {"ledger/a.csv": None, "ledger/a.csv.gz": gzip.compress(
            TABLE + ROW.replace("r1", "ü").encode("latin-1") + b"\n")}}),
    "Latin-1 in a book": (["enc.utf8"], {
        "files": {"plans.csv": "tier,is_free\npro,false\ngrün,false\n".encode("latin-1")}}),
    "Latin-1 in the settings": (["enc.utf8"], {
        "files": {"assay.json": '{ "ignore": ["ledger/grün.txt"] }'.encode("latin-1")}}),
    "a mark in a header": (["enc.bom"], ledger(HEADER + ",\ufeffx", ROW + ",")),
    "a mark between values": (["enc.bom"], json_lines("\ufeff{}")),
    "line ends of two kinds": (["csv.eol"], {
        "files": {"ledger/a.csv": f"{HEADER}\n{ROW}\n{ROW.replace('r1', 'r2')}\r\n"}}),
    "lines above the table": (["csv.header"], ledger("Report of July", "", HEADER, ROW)),
    "a header below rows": (["csv.header"], ledger(ROW, ROW.replace("r1", "r2"), HEADER)),
    "no header": (["csv.header"], ledger(ROW)),
    "a book without a header": (["csv.header"], book("plans.csv", "pro,true\n")),
    "a column twice": (["csv.twice"], ledger(HEADER + ",tier", ROW + ",pro")),
    "a column without a name": (["csv.twice"], ledger(HEADER + ",,", ROW + ",,")),
    "a column of a book twice": (["csv.twice"], book("plans.csv", "tier,is_free,Tier\npro,,x\n")),
    "a column nearly named": (["csv.missing"], ledger(
        HEADER.replace("input_tokens", "input_token"), ROW)),
    "columns of others": (["csv.missing"], ledger(
        HEADER.replace("request_id", "requestid"), ROW)),
    "no column of quantities": (["csv.missing"], ledger(
        HEADER.replace(",input_tokens", ""), ROW.replace(",5", ""))),
    "a column of a book nearly named": (["csv.missing"], book(
        "plans.csv", "tier,isfree\npro,false\n")),
    "an unknown column": (["csv.unknown"], ledger(HEADER + ",note", ROW + ",x")),
    "a column misspelt": (["csv.unknown"], ledger(HEADER + ",servce", ROW + ",chat")),
    "an unknown column of a book": (["csv.unknown"], book(
        "plans.csv", "tier,is_free,note\npro,false,x\n")),
    "a tokens column of others": (["csv.tokens"], ledger(
        HEADER + ",output_tokens,cached_tokens", ROW + ",5,3") | {"unmasks": ["ref.unpriced"]}),
    "an unknown member": (["csv.unknown"], json_lines(
        f'{{"request_id":"r1",{JSON_ROW},"input_tokens":5,"servce":"chat"}}')),
    "no delimiter": (["csv.delim"], ledger(HEADER.replace(",", "^"), ROW)),
    "an open quote": (["csv.open"], ledger(HEADER, ROW, 'r2,"2026-07-01')),
    "too many rejects": (["file.rejects"], ledger(HEADER, *["x"] * 30)),
    "an unknown format": (["format.unknown"], ledger(
        '{"provider":"p","model":"m","user_id":"u","tier":"pro","input_tokens":5}',
        name="ledger/a.jsonl")),
    "a format that is not": (["format.unknown"], {
        "files": {"assay.json": '{ "formats": { "ledger/a.csv": "litellm-spendlogs" } }'}}),
    "totals of days": (["format.totals"], ledger(
        "date,model,requests,input_tokens,output_tokens", "2026-07-01,m,17,500,20",
        "2026-07-02,m,18,500,20")),
    "a list of records by another name": (["json.list"], ledger(
        '{"entries": [{"request_id":"r1",' + JSON_ROW + ',"input_tokens":5}], "others": [{"a": 1}]}',
        name="ledger/a.json")),
    "an object over lines": (["json.list"], ledger(
        "{", '"request_id":"r1",' + JSON_ROW + ",", '"input_tokens":5', "}", name="ledger/a.json")),
    "a JSON document cut": (["json.cut"], ledger(
        '{"data": [{"request_id":"r1",' + JSON_ROW + ',"input_tokens":5},', name="ledger/a.json")),

    # gzip
    "gzip cut": (["gz.cut"], {
        "files": {"ledger/a.csv": None, "ledger/a.csv.gz": gzip.compress(TABLE * 20)[:-8]}}),
    "bytes behind gzip": (["gz.trailing"], {
        "files": {"ledger/a.csv": None, "ledger/a.csv.gz": gzip.compress(TABLE) + b"\0x"}}),
    "a gzip bomb": (["gz.bomb"], {
        "files": {"ledger/a.csv": None, "ledger/a.csv.gz": gzip.compress(
            f"{HEADER},note\n".encode() + b"".join(
                f"{ROW},{'x' * 1_000_000}\n".replace("r1", f"r{n}").encode() for n in range(20)))},
        "unmasks": ["csv.unknown"]}),

    # Rows
    "a field too many": (["csv.fields"], cell(",5", ",5,6")),
    "a quote inside": (["csv.quote"], cell(",m,", ',m"m,')),
    "a header again": (["csv.header2"], ledger(HEADER, ROW, HEADER)),
    "a long field": (["csv.long"], cell(",u,", "," + "u" * 1_048_577 + ",")),
    "a total": (["csv.total"], cell("r1,2026-07-01T00:00:00Z,u,p,m,pro", "Total,,,,,")),
    "blank rows": (["csv.blank"], ledger(HEADER, ROW, ",,,,,,")),
    "a control character": (["text.control"], cell(",u,", ",u\x01,")),
    "an invisible character": (["id.hidden"], cell(",u,", ",u\u200b,")),
    "no id": (["id.empty"], cell("r1,", ",")),
    "an id of a spreadsheet": (["id.exponent"], cell("r1,", "1.58292E+18,")),
    "an id that is none": (["id.none"], cell("r1,", "#N/A,")),
    "a guarded id": (["id.guard"], cell("r1,", '"=""0417""",')),
    "a long id": (["id.long"], cell(",u,", "," + "u" * 5000 + ",")),
    "a blank at an end": (["id.space"], cell(",u,", ", u,")),
    "ids with zeros": (["id.zeros"], cell("r1,", "0007,", ) | {"files": {
        "ledger/a.csv": f"{HEADER}\n" + ROW.replace(",u,", ",0007,") + "\n",
        "ledger/b.csv": f"{HEADER}\n" + ROW.replace(",u,", ",7,").replace("r1", "r2") + "\n"}}),
    "ids with a point": (["id.point"], {"files": {
        "ledger/a.csv": f"{HEADER}\n" + ROW.replace(",u,", ",700,") + "\n",
        "ledger/b.csv": f"{HEADER}\n" + ROW.replace(",u,", ",700.0,").replace("r1", "r2") + "\n"}}),
    "rounded ids": (["id.digits"], ledger(HEADER, *[
        ROW.replace("r1", f"1582917533873{n}0000") for n in range(10, 30)])),
    "a word for a number": (["num.form"], cell(",5", ",five")),
    "a negative number": (["num.sign"], cell(",5", ",-5")),
    "a fraction": (["num.fraction"], cell(",5", ",5.5")),
    "a large number": (["num.range"], cell(",5", ",99999999999999")),
    "a comma in a number": (["num.comma"], cell(",5", ',"1,234"')),
    "a point for thousands": (["num.comma"], cell(",5", ",12.000")),
    "a currency sign": (["num.currency"], cell(",5", ",5", ",vendor_cost_usd", ",$5")),
    "many decimals": (["num.scale"], cell(
        ",5", ",5", ",vendor_cost_usd", ",0." + "0" * 30 + "1")),
    "blanks around a number": (["num.space"], cell(",5", ", 5")),
    "zero decimals": (["num.dot0"], cell(",5", ",5.0")),
    "a time without a zone": (["time.zone"], cell("2026-07-01T00:00:00Z", "2026-07-01T00:00:00")),
    "a time that is none": (["time.range"], cell("2026-07-01T00", "2026-02-30T00")),
    "a time long ago": (["time.window"], cell("2026-07-01T00", "1926-07-01T00")),
    "an epoch": (["time.epoch"], cell("2026-07-01T00:00:00Z", "1785542400")),
    "a day number": (["time.serial"], cell("2026-07-01T00:00:00Z", "45870.5")),
    "a time of a mapping": (["time.format"], {
        "files": {
            "ledger/a.csv": "id,when,who,model,tokens\nr1,2026/07/01,u,m,5\n"
            + "".join(f"g{n},01.07.2026 10:00,u,m,5\n" for n in range(20)),
            "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
                "columns": {"request_id": "id", "request_started_at": "when", "user_id": "who",
                            "model": "model", "input_tokens": "tokens"},
                "constants": {"provider": "p", "tier": "pro"},
                "time_format": "dd.MM.yyyy HH:mm", "time_zone": "UTC"}}})}}),
    "no time": (["time.empty"], cell("2026-07-01T00:00:00Z", "")),
    "an end before the start": (["time.order"], cell(
        ",5", ",5", ",request_completed_at", ",2026-06-01T00:00:00Z")),
    "a long request": (["time.long"], cell(
        ",5", ",5", ",request_completed_at", ",2026-07-11T00:00:00Z")),
    "a leap second": (["time.leap"], cell("2026-07-01T00:00:00Z", "2016-12-31T23:59:60Z") | {
        "unmasks": []}),
    "a time far away": (["time.far"], ledger(HEADER, *[
        ROW.replace("r1", f"g{n}").replace("07-01", f"07-{n + 1:02}") for n in range(30)],
        ROW.replace("2026", "2028"))),
    "a status": (["value.status"], cell(",5", ",5", ",status", ",done")),
    "byok": (["value.byok"], cell(",5", ",5", ",byok", ",perhaps")),
    "no quantity": (["qty.none"], cell(",5", ",")),
    "a repeated row": (["dup.same"], ledger(HEADER, ROW, ROW)),
    "a conflicting row": (["dup.conflict"], ledger(HEADER, ROW, ROW + "0")),
    "no JSON": (["json.syntax"], json_lines("{x}")),
    "a line of JSON cut": (["json.cut"], {"files": {
        "ledger/a.csv": None,
        "ledger/a.jsonl": "".join(
            f'{{"request_id":"g{n}",{JSON_ROW},"input_tokens":5}}\n' for n in range(20))
        + '{"request_id"'}}),
    "a string for a number": (["json.type"], json_lines(
        f'{{"request_id":"r1",{JSON_ROW},"input_tokens":"5"}}')),
    "a key twice": (["json.twice"], json_lines('{"request_id":"r1","request_id":"r2"}')),
    "deep JSON": (["json.depth"], json_lines('{"x":' + "[" * 64 + "]" * 64 + "}")),
    "a recorded cost that is large": (["fx.range"], ledger(
        HEADER + ",vendor_cost_usd,currency", ROW + ",1000000000,EUR")),

    # What the books do not know
    "a currency without a rate": (["ref.fx"], ledger(
        HEADER + ",vendor_cost_usd,currency", ROW + ",5,CHF")),
    "a currency in other letters": (["ref.fx"], ledger(
        HEADER + ",vendor_cost_usd,currency", ROW + ",5,eur")),
    "a model that is none": (["ref.unpriced"], ledger(HEADER, ROW.replace(",m,", ",qqqqqq,"))),
    "a model misspelt": (["ref.unpriced"], ledger(HEADER, ROW.replace(",m,", ",mm,"))),
    "a model of another provider": (["ref.unpriced"], ledger(HEADER, ROW.replace(",p,", ",qqqq,"))),
    "a class without a price": (["ref.unpriced"], ledger(
        HEADER + ",cache_read_tokens,reasoning_tokens", ROW + ",3,4")),
    "a service tier without a price": (["ref.unpriced"], ledger(
        HEADER + ",service_tier", ROW + ",flex")),
    "a model without a price book": (["ref.unpriced"], {"files": {"prices/p.csv": None}}),
    "a price that begins later": (["ref.gap"], ledger(HEADER, ROW.replace("2026", "2025"))),
    "a price that ended": (["ref.gap"], book("prices/p.csv", prices(
        "p,m,input,1,2026-01-01,2026-03-01"))),
    "two meanings of a name": (["ref.alias"], {"files": {
        "ledger/a.csv": f"{HEADER}\n{ROW.replace(',m,', ',latest,')}\n",
        "aliases.csv": "provider,alias,model,effective_from,effective_to\n"
        "p,latest,m,2026-01-01,2026-12-01\np,latest,n,2026-02-01,2026-12-01\n",
        "prices/p.csv": PRICES + "p,n,input,1,2026-01-01,\n"}}),
    "a tier that is none": (["ref.tier"], ledger(HEADER, ROW.replace(",pro,", ",gold,"))),
    "a tier of another kind of letters": (["ref.tier"], ledger(HEADER, ROW.replace(",pro,", ",Free,"))),
    "a tier misspelt": (["ref.tier"], ledger(HEADER, ROW.replace(",pro,", ",prop,"))),
    "a tier that ended": (["ref.tier"], book(
        "plans.csv", "tier,is_free,effective_from,effective_to\npro,false,2025-01-01,2026-02-01\n")),
    "a tier that begins later": (["ref.tier"], book(
        "plans.csv", "tier,is_free,effective_from,effective_to\npro,false,2026-09-01,\n")),
    "no tier": (["ref.tier"], ledger(HEADER, ROW.replace(",pro,", ",,"))),
    "a tier that accounts.csv has otherwise": (["tier.differs"], book(
        "accounts.csv", "account_id,plan\nu,free\n")),
    "a plan that no tier has": (["book.unknown"], book(
        "accounts.csv", "account_id,plan\nother,gold\n")),
    "an account without a plan": (["book.word"], book("accounts.csv", "account_id,plan\nu,\n")),
    "a plan that begins later": (["ref.tier"], {"files": {
        "ledger/a.csv": f"{HEADER}\n{ROW.replace(',pro,', ',,')}\n",
        "accounts.csv": "account_id,plan,effective_from,effective_to\nu,pro,2026-09-01,\n"}}),
    "an account that accounts.csv lacks": (["format.tier"], {"files": {
        "accounts.csv": "account_id,plan\nother,pro\n"} | ledger(
        "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user",
        "g,2026-07-01 00:00:00,0,1,1,m,u")["files"]}),
    "a balance of nobody": (["balance.account"], {"files": {
        "ledger/a.csv": f"{HEADER},account_id\n{ROW},417\n",
        "balances.csv": "account_id,at,credits\n0417,2026-07-01T00:00:00Z,5\n"}}),
    "a balance that is not used": (["balance.unused"], {"files": {
        "ledger/a.csv": f"{HEADER},account_id\n{ROW},417\n",
        "balances.csv": "account_id,at,credits\n417,2026-07-01T00:00:00Z,5\n"
        "other,2026-07-01T00:00:00Z,5\n"}}),
    "a refund of nothing": (["refund.unknown"], ledger(
        HEADER + ",vendor_cost_usd,credits_deducted", ROW + ",0.000005,",
        "x9,2026-07-02T00:00:00Z,u,p,m,pro,0,-7,")),

    "a refund with usage": (["refund.usage"], ledger(
        HEADER + ",credits_deducted", *[f"g{n},2026-07-02T00:00:00Z,u,p,m,pro,5," for n in range(9)],
        "x9,2026-07-02T00:00:00Z,u,p,m,pro,5,-7")),
    "a status of a refund": (["refund.usage"], ledger(
        HEADER + ",status", *[f"g{n},2026-07-02T00:00:00Z,u,p,m,pro,5," for n in range(9)],
        "x9,2026-07-02T00:00:00Z,u,p,m,pro,5,refunded")),
    "rows that state one response": (["dup.response"], ledger(
        HEADER + ",response_id", *[
            f"{row},2026-07-02T00:00:0{second}Z,u,p,m,pro,{count},{response}" for second, (row, count, response) in enumerate(
                [("q1", 700, "resp_aa1"), ("q2", 700, "resp_aa1"), ("q3", 800, "resp_bb2"), ("q4", 800, "resp_bb2")])])),
    "rows that state others again": (["dup.response"], ledger(
        HEADER, *[f"{row}{n},2026-07-02T00:00:0{n}Z,u,p,m,pro,{700 + n}" for row in "ab" for n in range(6)])),
    "the largest number for none": (["qty.large"], ledger(HEADER, ROW, ROW.replace("r1", "r2") + "999999999")),
    "a column of refunds": (["refund.row"], ledger(
        HEADER + ",type", ROW + ",charge", ROW.replace("r1", "r2") + ",refund")),
    "a column of regions that nobody reads": (["csv.condition", "qty.region"], with_book(
        prices("p,m,input,1,2026-01-01,,", "p,m,input,2,2026-01-01,,us",
               columns="provider,model,unit_class,price_usd,effective_from,effective_to,region"),
        ledger(HEADER + ",served_region", ROW + ",", ROW.replace("r1", "r2") + ",us"))),
    "a member of regions that nobody reads": (["csv.condition", "qty.region"], with_book(
        prices("p,m,input,1,2026-01-01,,", "p,m,input,2,2026-01-01,,us",
               columns="provider,model,unit_class,price_usd,effective_from,effective_to,region"),
        json_lines(f'{{"request_id":"r1",{JSON_ROW},"input_tokens":5,"Served_Region":"us"}}'))),
    "a column of batches that nobody reads": (["csv.condition", "qty.terms"], ledger(
        HEADER + ",batch", ROW + ",false", ROW.replace("r1", "r2") + ",true")),
    "a column of tiers that nobody reads": (["csv.condition", "qty.terms"], ledger(
        HEADER + ",processing_tier", ROW + ",default", ROW.replace("r1", "r2") + ",flex") | {
            "unmasks": ["ref.unpriced"]}),
    "a column of usage that nobody reads": (["csv.condition", "qty.unread"], ledger(
        HEADER + ",code_interpreter_calls", ROW + ",0", ROW.replace("r1", "r2") + ",2")),
    "a column of a gateway's cache": (["csv.condition", "qty.cached"], ledger(
        HEADER + ",cache_status", ROW + ",miss", ROW.replace("r1", "r2") + ",hit")),
    "a column of dry runs": (["csv.condition", "qty.trial"], ledger(
        HEADER + ",dry_run", ROW + ",false", ROW.replace("r1", "r2") + ",true")),
    "words for service tiers as tiers of customers": (["tier.service", "ref.tier"], ledger(
        HEADER, ROW.replace(",pro,", ",flex,"), ROW.replace("r1", "r2").replace(",pro,", ",default,"))),
    "a column of row numbers": (["csv.index"], ledger(
        "," + HEADER, "0," + ROW, "1," + ROW.replace("r1", "r2"))),
    "another model that answered": (["csv.unknown", "model.differs"], {"files": {
        "prices/p.csv": PRICES + "p,gpt-4o,input,1,2026-01-01,\n",
        "ledger/a.csv": HEADER.replace("model", "model,served_model") + "\n"
        + ROW.replace(",m,", ",gpt-4o,gpt-4o-mini,") + "\n"}}),
    "a row that sums others": (["sum.rows"], ledger(
        HEADER + ",note", ROW + ",", ROW.replace("r1", "r2") + ",",
        "r3,2026-07-01T00:00:00Z,u,p,m,pro,10,Total u")),
    "a total that does not add up": (["csv.total", "sum.differs"], ledger(
        HEADER, ROW, ROW.replace("r1", "r2"), "Total July,2026-07-01T00:00:00Z,u,p,m,pro,11")),
    "a point that may group": (["num.group"], {"files": {
        "ledger/a.csv": "id;time;user;in;cost\n1;2026-07-01T00:00:00Z;u;5;0,000005\n"
        "2;2026-07-01T00:00:00Z;u;5;1.234\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "vendor_cost_usd": "cost"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}, "decimal_comma": True}}})}}),
    "rows of one response": (["qty.running"], {"files": {
        "ledger/a.csv": "id,response_id,time,user,in,out\n1,a,2026-07-01T00:00:00Z,u,5,1\n"
        "2,a,2026-07-01T00:00:01Z,u,5,9\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}}),
    "pieces of streams": (["qty.running"], {"files": {
        "ledger/a.csv": "id,time,user,in,out,is_final\n1,2026-07-01T00:00:00Z,u,5,1,false\n"
        "2,2026-07-01T00:00:01Z,u,5,4,false\n3,2026-07-01T00:00:02Z,u,5,9,true\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}, "unmasks": ["format.skipped"]}),
    "sums of traces": (["sum.rows"], {"files": {
        "ledger/a.csv": "id,time,user,in,out,trace,op\n" + "".join(
            f"{t}{n},2026-07-01T00:0{t}:0{n}Z,u,{i},{o},t{t},{op}\n" for t in range(3)
            for n, (op, i, o) in enumerate((("run", 30 + t, 12), ("chat", 10, 5), ("chat", 20 + t, 7)))),
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}, "unmasks": ["format.skipped"]}),
    "spans of agents in a table": (["sum.nested"], {"files": {
        "ledger/a.csv": "id,time,user,in,out,operation\n1,2026-07-01T00:00:00Z,u,50,9,invoke_agent\n"
        "2,2026-07-01T00:00:01Z,u,50,8,chat\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}, "unmasks": ["format.skipped"]}),
    "rows of one class": (["qty.classes"], {"files": {
        "ledger/a.csv": "id,time,user,kind,n\n1,2026-07-01T00:00:00Z,u,input,5\n2,2026-07-01T00:00:01Z,u,output,9\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user", "input_tokens": "n"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}}),
    "a cache class of another name": (["map.class"], {"files": {
        "ledger/a.csv": "id,time,user,Input (w/ Cache Write),Input (w/o Cache Write),out\n"
        "1,2026-07-01T00:00:00Z,u,0,5,1\n2,2026-07-01T00:00:01Z,u,9,7,1\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "Input (w/ Cache Write)", "output_tokens": "out",
                        "cache_write_5m_tokens": "Input (w/o Cache Write)"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}}),
        "prices/p.csv": PRICES + "p,m,cache_write_5m,2,2026-01-01,\n"}}),
    "tokens that a mapping leaves out": (["csv.tokens"], {"files": {
        "ledger/a.csv": "id,time,user,cache_write_tokens,input_no_cache,out\n"
        "1,2026-07-01T00:00:00Z,u,0,5,1\n2,2026-07-01T00:00:01Z,u,9,7,1\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "cache_write_5m_tokens": "cache_write_tokens", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}}),
        "prices/p.csv": PRICES + "p,m,cache_write_5m,2,2026-01-01,\n"}}),
    "a total that holds a class": (["map.totals"], {"files": {
        "ledger/a.csv": "id,time,user,vendor,in,cached_tokens,out,total_tokens\n"
        "1,2026-07-01T00:00:00Z,u,openai,500,400,10,510\n2,2026-07-01T00:00:01Z,u,anthropic,5,400,10,415\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "provider": "vendor", "cache_read_tokens": "cached_tokens",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"model": "m", "tier": "pro"}}}}),
        "prices/p.csv": PRICES + "".join(
            f"{vendor},m,{unit},2,2026-01-01,\n" for vendor in ("openai", "anthropic")
            for unit in ("input", "cache_read", "output"))}}),
    "rows that state how a cache is counted": (["map.totals"], {"files": {
        "ledger/a.csv": "id,time,user,vendor,in,cached_tokens,out,cache_exclusive\n"
        "1,2026-07-01T00:00:00Z,u,openai,500,400,10,false\n2,2026-07-01T00:00:01Z,u,anthropic,5,4,10,true\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "provider": "vendor", "cache_read_tokens": "cached_tokens",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"model": "m", "tier": "pro"}}}}),
        "prices/p.csv": PRICES + "".join(
            f"{vendor},m,{unit},2,2026-01-01,\n" for vendor in ("openai", "anthropic")
            for unit in ("input", "cache_read", "output"))}}),
    "rows of one vendor that state both": (["map.totals"], {"files": {
        "ledger/a.csv": "id,time,user,in,cached_tokens,out,cache_exclusive\n"
        "1,2026-07-01T00:00:00Z,u,500,400,10,false\n2,2026-07-01T00:00:01Z,u,500,400,10,true\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "cache_read_tokens": "cached_tokens", "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}}),
        "prices/p.csv": PRICES + "p,m,cache_read,2,2026-01-01,\n"}}),
    "a total of more tokens than are read": (["map.totals"], {"files": {
        "ledger/a.csv": "id,time,user,in,out,total_tokens\n1,2026-07-01T00:00:00Z,u,5,1,9\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}}),
    "usage that a rule leaves out": (["format.skipped"], {"files": {
        "ledger/a.csv": "id,time,user,type,in,out\n1,2026-07-01T00:00:00Z,u,llm,5,1\n"
        "2,2026-07-01T00:00:01Z,u,embedding,9,0\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "in", "output_tokens": "out"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}, "only": {"type": ["llm"]}}}})}}),
    "a sum of tokens alone": (["qty.sum"], {"files": {
        "ledger/a.csv": "id,time,user,total_tokens\n1,2026-07-01T00:00:00Z,u,5\n2,2026-07-01T00:00:01Z,u,9\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "id", "request_started_at": "time", "user_id": "user",
                        "input_tokens": "total_tokens"},
            "constants": {"provider": "p", "model": "m", "tier": "pro"}}}})}}),
    "what tools took in": (["csv.condition", "qty.unread"], ledger(
        HEADER + ",tool_use_prompt_tokens", ROW + ",0", ROW.replace("r1", "r2") + ",2")),
    "images and their tokens": (["ref.unpriced"], {"files": {
        "prices/p.csv": PRICES + "p,m,image_output,40,2026-01-01,\n",
        "ledger/a.csv": f"{HEADER},images,image_output_tokens\n{ROW},1,1056\n"}}),
    "a tier in a region": (["ref.unpriced"], {"files": {
        "prices/p.csv": "provider,model,unit_class,price_usd,region\np,m,input,1,\np,m,input,2,us\n",
        "ledger/a.csv": f"{HEADER},region,service_tier\n{ROW},us,fast\n"
        + ROW.replace("r1", "r3") + ",,flex\n"}}),
    "cached tokens within a prompt": (["csv.tokens"], {"files": {
        "ledger/a.csv": None, "prices/p.csv": PRICES + "p,m,cache_read,0.1,2026-01-01,\n",
        "ledger/a.jsonl": "".join(
            f'{{"request_id":"r{n}",{JSON_ROW},"usage":{{"prompt_tokens":{1000 + n},'
            f'"completion_tokens":10,"prompt_tokens_details":{{"cached_tokens":{500 + n}}}}}}}\n'
            for n in range(9))}}),

    # Books
    "a price that is none": (["book.price"], book("prices/p.csv", PRICES + "p,n,input,-1,,\n")),
    "a class that is none": (["book.word"], book("prices/p.csv", PRICES + "p,n,inputs,1,,\n")),
    "a flag that is none": (["book.word"], book("plans.csv", "tier,is_free\npro,perhaps\n",
                                                 unmasks=["ref.tier"])),
    "a blank model": (["book.word"], book("prices/p.csv", PRICES + "p,,input,1,,\n")),
    "a price per three": (["book.scale"], book("prices/p.csv", prices(
        "p,m,input,1,3", columns="provider,model,unit_class,price_usd,per"))),
    "a day that is none": (["book.date"], book("prices/p.csv", PRICES + "p,n,input,1,yesterday,\n")),
    "an end before its start": (["book.overlap"], book(
        "prices/p.csv", PRICES + "p,n,input,1,2026-02-01,2026-02-01\n")),
    "two prices at once": (["book.overlap"], book(
        "prices/p.csv", PRICES + "p,n,input,1,2026-01-01,2026-03-01\np,n,input,2,2026-02-01,\n")),
    "two prices of a day": (["book.overlap"], book(
        "prices/p.csv", PRICES + "p,n,input,1,2026-01-01,\np,n,input,2,2026-01-01,\n")),
    "a tier twice": (["book.overlap"], book("plans.csv", "tier,is_free\npro,false\npro,false\n")),
    "a gap between prices": (["book.gap"], book(
        "prices/p.csv", PRICES + "p,n,input,1,2026-01-01,2026-02-01\np,n,input,2,2026-03-01,\n")),
    "a jump of prices": (["book.jump"], book(
        "prices/p.csv", PRICES + "p,n,input,1,2026-01-01,2026-02-01\np,n,input,1000,2026-02-01,\n")),
    "a level that is none": (["book.word"], book(
        "multipliers.csv", MULTIPLIERS + "all,,,,1.5,,,approved,a,b\n")),
    "a level without its tier": (["book.level"], book(
        "multipliers.csv", MULTIPLIERS + "tier,,,,1.5,,,approved,a,b\n")),
    "a level with a tier": (["book.level"], book(
        "multipliers.csv", MULTIPLIERS + "default,pro,,,1.5,,,approved,a,b\n")),
    "a multiplier that is none": (["book.number"], book(
        "multipliers.csv", MULTIPLIERS + "default,,,,much,,,approved,a,b\n")),
    "a multiplier that waits": (["book.approval"], book(
        "multipliers.csv", WAITING)),
    "a multiplier that was rejected": (["book.approval"], book(
        "multipliers.csv", MULTIPLIERS + "default,,,,1.4,,,rejected,a,b\n")),
    "a multiplier of one person": (["book.approval"], book(
        "multipliers.csv", MULTIPLIERS + "default,,,,1.4,,,approved,a,a\n")),
    "a multiplier of no tier": (["book.unknown"], book(
        "multipliers.csv", MULTIPLIERS + "tier,prop,,,1.4,,,approved,a,b\n")),
    "a multiplier of no tier at all": (["book.unknown"], book(
        "multipliers.csv", MULTIPLIERS + "tier,qqqqqq,,,1.4,,,approved,a,b\n")),
    "a price from itself": (["book.derivation"], book(
        "derivations.csv", "provider,unit_class,service_tier,from_unit_class,factor\n"
        "*,reasoning,standard,reasoning,1\n")),
    "a formula": (["book.formula"], {
        "files": {"multipliers.csv": WAITING},
        "command": "assay multipliers approve 'w s' 2 --by '=x'"}),
    "a blank in a name": (["id.space"], book("prices/p.csv", PRICES + "p, n ,input,1,,\n")),
    "an escape in a name": (["text.control"], book(
        "aliases.csv", "provider,alias,model\np,a,m\x1b\n")),
    "a hidden letter in a name": (["id.hidden"], book("models.csv", "provider,model\np,m\u200b\n")),
    "a rate of zero": (["book.number"], book(
        "fx.csv", "day,currency,usd_per_unit\n2026-08-01,EUR,0.0\n")),
    "a book of another name": (["file.name"], {
        "files": {"plans.csv": None, "plan.csv": "tier,is_free\npro,false\n"}}),

    # Settings
    "a setting that is none": (["cfg.key"], book("assay.json", '{ "time_zome": "UTC" }')),
    "a zone that is none": (["cfg.zone"], book("assay.json", '{ "time_zone": "Mars/Base" }')),
    "a value that is none": (["cfg.value"], book("assay.json", '{ "credit_increment": "0.2" }')),
    "a number for a text": (["cfg.type"], book("assay.json", '{ "credit_value_usd": 0.01 }')),
    "a status that is none": (["cfg.value"], book("assay.json", '{ "charge": ["complete"] }')),
    "a format that is none": (["cfg.value"], book(
        "assay.json", '{ "formats": { "ledger/a.csv": "nativ" } }')),
    "settings cut": (["json.syntax"], book("assay.json", '{ "time_zone": "UTC"')),
    "a setting twice": (["json.twice"], book(
        "assay.json", '{ "free_tier": {}, "free_tier": {} }')),

    # The database and what is written
    "a foreign database": (["db.foreign"], book("assay.db", "x")),
    "a newer database": (["db.newer"], book("assay.db", database(0x41535359, 9))),
    "a damaged database": (["db.rebuilt"], book("assay.db", database(0x41535359, 1))),
    "a database in use": (["db.recovered"], {
        "setup": "assay run 'w s' --quiet; touch 'w s/assay.db-journal'"}),
    "another run": (["db.lock"], {"command": 
        "flock 'w s' assay run 'w s' --quiet # undisturbed: assay run 'w s' --quiet"}),
    "no workspace": (["file.open"], {"command": "assay check 'no ws'"}),
    "a folder that is no workspace": (["file.open"], {
        "setup": "mkdir home", "command": "assay check home"}),
    "a folder of a workspace": (["file.open"], {"command": "assay check 'w s/ledger'"}),
    "what is not there in a workspace": (["file.open"], {"command": "assay check 'w s/nothing'"}),
    "a cut book": (["book.cut"], {
        "setup": "rm -r 'w s'; assay init 'w s'; cp usage.csv 'w s/ledger/';"
                 " truncate -s 244 'w s/derivations.csv'", "unmasks": ["ref.unpriced"]}),
    "a book that was not finished": (["book.unfinished"], {
        "setup": "mkdir -p 'w s/.assay-tmp.books/prices'; cd 'w s';"
                 " sed s/,1,/,2,/ prices/p.csv > .assay-tmp.books/prices/p.csv;"
                 " echo \"$(sha256sum < prices/p.csv | cut -c1-64) prices/p.csv\""
                 " > .assay-tmp.books/list; echo p,n,input,9,2026-01-01, >> prices/p.csv"}),
    "a table that was added": (["db.added"], {
        "setup": "assay run 'w s' --quiet; python3 -c \"import sqlite3;"
                 " c = sqlite3.connect('w s/assay.db'); c.execute('CREATE TABLE notes (a)');"
                 " c.commit()\""}),
    "very large settings": (["file.large"], {
        "setup": "truncate -s 16777218 'w s/assay.json'"}),
    "very many tiers": (["forecast.rest"], {
        "files": {"plans.csv": "tier\n" + "".join(f"t{n}\n" for n in range(102)),
                  "ledger/a.csv": f"{HEADER}\n" + "".join(
            f"r{day}-{n},2026-07-{day:02}T00:00:00Z,u,p,m,t{n},1000\n"
            for day in range(1, 29) for n in range(102))},
        "command": "assay run 'w s' --quiet"}),
    "a plan that changes in the days ahead": (["forecast.plan"], {
        "files": {"accounts.csv": "account_id,plan,effective_from,effective_to\nu,pro,,2026-08-02\n"
                                  "u,free,2026-08-02,\n",
                  "ledger/a.csv": f"{HEADER}\n" + "".join(
            f"r{day},2026-07-{day:02}T00:00:00Z,u,p,m,,1000\n" for day in range(1, 29))},
        "command": "assay forecast 'w s' --quiet"}),
    "a catalog that contradicts itself": (["book.contradiction"], {
        "files": {"/2026-01-06.json": json.dumps({"m": {
            "litellm_provider": "p", "input_cost_per_token": 1e-06,
            "cache_creation_input_token_cost": 24e-06}})},
        "setup": "assay prices import 'w s' 2026-01-06.json",
        "command": "assay prices check 'w s'"}),
    "a foreign folder": (["out.exists"], {
        "setup": "mkdir o; echo x > o/manifest.json; echo x > o/summary.csv",
        "command": "assay run 'w s' --output o --quiet"}),
    "a report that no run has made": (["out.none"], {"command": "assay open 'w s'"}),
    "a file as folder": (["out.write"], {
        "setup": "touch o", "command": "assay run 'w s' --output o --quiet"}),
    "a report that changed": (["out.changed"], ledger(*TWO_DAYS) | {
        "setup": "assay run 'w s' --period 2026-07 --quiet;"
                 f" echo '{ROW.replace('r1', 'r2')}' >> 'w s/ledger/a.csv'",
        "command": "assay check 'w s'"}),
    "a report that is replaced": (["out.changed"], ledger(*TWO_DAYS) | {
        "setup": "assay run 'w s' --period 2026-07 --quiet;"
                 f" echo '{ROW.replace('r1', 'r2')}' >> 'w s/ledger/a.csv'",
        "command": "assay run 'w s' --period 2026-07"}),
    "few open files": (["io"], {
        "command": "(ulimit -S -n 4; assay check 'w s') # undisturbed: assay check 'w s'"}),
    "a file that changes": (["file.changed"], {
        # For five seconds, whatever becomes of the check: nothing has to be stopped afterwards. A check that a busy
        # machine runs between two writes is repeated.
        "command": "(e=$(($(date +%s)+5));"
        " (while [ $(date +%s) -lt $e ]; do echo >> 'w s/ledger/a.csv'; done) &"
        " sleep 0.1; for n in 1 2 3 4 5 6 7 8 9; do out=$(assay check 'w s' 2>&1);"
        " case $out in *file.changed*) break;; esac; done; echo \"$out\" >&2; wait)"
        " # undisturbed: assay check 'w s'"}),
    "a workspace where another is made": (["out.exists"], {"command": "assay init 'w s'"}),

    # Usage by bucket
    "a bucket twice": (["dup.bucket"], {"files": {
        "ledger/b.csv": BUCKETS, "ledger/c.csv": BUCKETS + "1785628800,1785715200,1,1\n"}}),
    "a bucket with other figures": (["dup.figures"], {"files": {
        "ledger/b.csv": BUCKETS, "ledger/c.csv": BUCKETS.replace(",1,1", ",1,2")}}),
    "a bucket with more parts": (["num.parts"], {"files": {
        "ledger/b.csv": "start_time,end_time,num_model_requests,input_tokens,input_cached_tokens\n"
        "1785542400,1785628800,1,1,5\n"}}),
    "a flag of a bucket": (["value.flag"], {"files": {
        "ledger/b.csv": "start_time,end_time,num_model_requests,input_tokens,batch\n"
        "1785542400,1785628800,1,1,maybe\n"}}),
    "requests on other pages": (["json.pages"], {"files": {
        "ledger/a.csv": None,
        "ledger/a.json": '{"data":[{"request_id":"r1",' + JSON_ROW + ',"input_tokens":5}],"has_more":true}'}}),
    "pages to come": (["file.pages"], {"files": {
        "ledger/b.json": '{"data":[{"starting_at":"2026-08-01T00:00:00Z","ending_at":'
        '"2026-08-02T00:00:00Z","results":[]}],"has_more":true}'}}),
    "costs": (["file.kind"], {"files": {
        "ledger/b.json": '{"data":[{"start_time":1785542400,"end_time":1785628800,"results":'
        '[{"object":"organization.costs.result"}]}]}'}}),

    # Formats of others
    "a format that fits as well": (["format.several"], ledger(
        HEADER + ",startTime,spend,prompt_tokens,completion_tokens,call_type",
        ROW + ",2026-07-01,0,5,0,x")),
    "a top-up": (["format.skipped"], ledger(GATEWAY, "1,1,,500000,0,0,7,1782864000,{}")),
    "another unit of credits": (["format.unit"], ledger(
        GATEWAY, "1,2,m,5,10,1,7,1782864000,{}")),
    "more parts than their total": (["qty.negative"], ledger(
        GATEWAY, '1,2,m,5,10,1,7,1782864000,"{""cache_tokens"":20}"')),
    "cache writes that overlap": (["qty.overlap"], ledger(
        GATEWAY, '1,2,m,5,10,1,7,1782864000,"{""cache_tokens"":8,""cache_write_tokens"":4}"')),
    "a tool with a charge": (["qty.tools"], response(
        '"output":[{"type":"file_search_call"}],"usage":{"input_tokens":5,"total_tokens":5}')),
    "long iterations": (["qty.iterations"], with_book(BANDS, response(
        '"type":"message","usage":{"input_tokens":5,"iterations":'
        '[{"input_tokens":150000},{"input_tokens":250000}]}'))),
    "an export without its metadata": (["qty.caches"], ledger(
        "request_id,call_type,api_key,spend,prompt_tokens,completion_tokens,startTime,model,custom_llm_provider,user",
        "r,acompletion,k,0.1,10,5,2026-08-10 09:00:00,m,p,u")),
    "a batch": (["qty.batch"], litellm(
        "aretrieve_batch", 1_000_000, '"batch_models":["m"],"batch_successful_requests":500,')),
    "a batch of models": (["qty.models"], litellm(
        "aretrieve_batch", 10, '"batch_models":["m","n"],"batch_successful_requests":2,')),
    "units that are not stated": (["qty.units"], litellm("aimage_generation", 0)),
    "usage that is not stated": (["qty.usage"], litellm("acompletion", 0)),
    "cached images": (["qty.cachedimages"], with_book(IMAGES, response(
        '"usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":60,"image_tokens":80}}'))),
    "citations": (["qty.citations"], with_book(
        PRICES.replace("p,m", "p,sonar-deep-research"), response(
            '"usage":{"prompt_tokens":5,"completion_tokens":5,"total_tokens":10,"citation_tokens":7}',
            model="sonar-deep-research"))),
    "running totals": (["qty.running"], ledger(
        HEADER + ",output_tokens", *[
            f"r{n},2026-08-01T10:{n + 10}:00Z,u,p,m,pro,"
            f"{sum(900 + k * k * 37 % 500 for k in range(n + 1))},"
            f"{sum(40 + k * 29 % 90 for k in range(n + 1))}" for n in range(14)])),
    "a sum of what is below": (["sum.parts"], spans(("a", "", "invoke_agent", 100), ("b", "a", "chat", 100))),
    "a sum that differs": (["sum.differs"], spans(("a", "", "invoke_agent", 90), ("b", "a", "chat", 100))),
    "a sum alone": (["sum.alone"], spans(("a", "", "invoke_agent", 100))),
    "a request within another": (["sum.nested"], spans(("a", "", "chat", 300), ("b", "a", "chat", 200))),
    "usage of a name that is not known": (["qty.unknown"], spans(
        ("a", "", "chat", 100), more=',"gen_ai.usage.video_tokens":7')),
    "a vendor without a rule": (["qty.vendor"], {"files": {
        "ledger/a.csv": "i,t,u,v,m,n,c\n" + "".join(
            f"r{n},2026-07-01T00:00:00Z,u,p,m,5,1\n" for n in range(20))
        + "x,2026-07-01T00:00:00Z,u,q,m,5,1\n",
        "prices/p.csv": PRICES + "p,m,cache_read,1,2026-01-01,\nq,m,input,1,2026-01-01,\n"
        "q,m,cache_read,1,2026-01-01,\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "i", "request_started_at": "t", "user_id": "u",
                        "provider": "v", "model": "m", "input_tokens": "n",
                        "cache_read_tokens": "c"},
            "constants": {"tier": "pro"}, "input_includes": {"p": ["cache_read"]}}}})}}),
    "a region without a price": (["ref.region"], ledger(HEADER + ",region", ROW + ",eu")),
    "an export with a mapping to fill in": (["map.open"], {
        "files": {"ledger/a.csv": None, "ledger/x.csv": "Zeit;Anfrage;Kunde;Modell;Eingabe;Ausgabe\n"
                  + "".join(f"2026-08-01T10:{n:02}:00Z;q{n};kunde;house-model;{n + 7};{n + 3}\n"
                            for n in range(10, 30))},
        "command": "assay check 'w s' --save-mappings"}),
    "an advisor": (["qty.advisor"], response(
        '"type":"message","usage":{"input_tokens":5,"iterations":'
        '[{"input_tokens":5},{"type":"advisor_message","input_tokens":7}]}')),
    "a grounded search": (["qty.grounding"], response(
        '"candidates":[{"groundingMetadata":{"webSearchQueries":["x"]}}],'
        '"usageMetadata":{"promptTokenCount":5}')),
    "images in the output": (["qty.images"], with_book(
        IMAGES.replace("p,m", "p,drawer-image"), response(
            '"usage":{"prompt_tokens":5,"completion_tokens":50,"total_tokens":55}',
            model="drawer-image"))),
    "audio in the output": (["qty.audio"], with_book(
        PRICES.replace("p,m", "p,speaker") + "p,speaker,audio_output,64,2026-01-01,\n", response(
            '"usage":{"prompt_tokens":5,"completion_tokens":50,"total_tokens":55}',
            model="speaker"))),
    "a total that is no sum": (["qty.total"], response(
        '"usage":{"prompt_tokens":5,"total_tokens":9}')),
    "a format without tiers": (["format.tier"], ledger(
        "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user",
        "g,2026-07-01 00:00:00,0,1,1,m,u")),
    "a time shown twice": (["time.dst"], {"files": {
        "ledger/a.csv": "i,t,u,m,n\nr1,2026-10-25 02:30,u,m,5\n",
        "assay.json": json.dumps({"mappings": {"ledger/a.csv": {
            "columns": {"request_id": "i", "request_started_at": "t", "user_id": "u", "model": "m",
                        "input_tokens": "n"},
            "constants": {"provider": "p", "tier": "pro"}, "time_format": "yyyy-MM-dd HH:mm",
            "time_zone": "Europe/Berlin"}}})}}),

    # Other commands
    "a text that no cell holds": (["xlsx.cut"], {
        "files": {"ledger/a.csv": f"{HEADER},service\n{ROW},\n"
                  + f"{ROW},{'s' * 40_000}\n".replace("r1", "r2")},
        "command": "assay run 'w s' --quiet"}),
    "a forecast of fewer days": (["out.replaced"], ledger(HEADER, *[
        f"r{n},2026-0{n // 28 + 1}-{n % 28 + 1:02}T00:00:00Z,u,p,m,pro,{n * 7 % 50 + 100}"
        for n in range(80)]) | {
        "setup": "assay run 'w s' --quiet",
        "command": "assay forecast 'w s' --output 'w s/out' --horizon 3"}),
    "a cost that no row has": (["sim.cost"], {
        "files": {"ledger/a.csv": f"{HEADER}\n{ROW}0000000000\n"},
        "command": "assay simulate 'w s' --price p/m/input=1000000000"}),
    "a balance of no series": (["series.unknown"], {
        "files": {"/s.csv": "id,step,value\n" + "".join(f"a,{n},5\n" for n in range(1, 30)),
                  "/left.csv": "id,balance\nc,1\n"},
        "command": "assay forecast --series s.csv --output f.csv --balances left.csv"
        " --run-out gone.csv"}),
    "a catalog that is older": (["book.older"], {
        "files": {"/2025-12-31.json": json.dumps({
            "m": {"input_cost_per_token": 2e-06, "litellm_provider": "p"}})},
        "setup": "assay prices import 'w s' 2026-01-05.json",
        "command": "assay prices import 'w s' 2025-12-31.json"}),
    "an import of nothing": (["file.open"], {"command": "assay prices import 'w s' nothing.json"}),
    "a catalog that is none": (["book.catalog"], {
        "files": {"/c.json": '{"a": 1}'}, "command": "assay prices import 'w s' c.json"}),
    "a series with a gap": (["series.gap"], {
        "files": {"/s.csv": "id,step,value\na,1,5\na,3,5\n"},
        "command": "assay forecast --series s.csv --output f.csv"}),
    "a step twice": (["series.twice"], {
        "files": {"/s.csv": "id,step,value\na,1,5\na,1,5\n"},
        "command": "assay forecast --series s.csv --output f.csv"}),
    "a step that is none": (["book.number"], {
        "files": {"/s.csv": "id,step,value\na,x,5\n"}, "command": "assay forecast --series s.csv --output f.csv"}),
    "a scenario that is none": (["sim.file"], {
        "files": {"/s.json": '{ "name": "x", "changes": [\n{ "multiplyer": "1.4", "tier": "pro" } ] }'},
        "command": "assay simulate 'w s' s.json"}),
    "a change that cannot be": (["sim.change"], {
        "command": "assay simulate 'w s' --set tier:qqqq=1.4"}),
    "an approval of nothing": (["sim.approval"], {
        "files": {"multipliers.csv": MULTIPLIERS + "default,,,,1.4,,,approved,a,b\n"},
        "command": "assay multipliers approve 'w s' 9 --by b"}),
    "a book without a column for decisions": (["sim.approval"], {
        "files": {"multipliers.csv": MULTIPLIERS + "default,,,,1.4,2026-08-01,,pending,a,\n"},
        "command": "assay multipliers approve 'w s' 2 --by b --reason x"}),
    "an alert that is none": (["sim.alert"], {
        "command": "assay watch 'w s' --acknowledge nothing --reason x"}),
}

INPUTS = {name: dict(given, codes=codes) for name, (codes, given) in CASES.items()}

# What a remedy brings into sight: a new workspace has no exports yet.
UNMASKED = {"file.open": {"usage.none"}}

# Words with a full stop that are no codes.
NOT_CODES = {
    "anthropic.messages", "aws.bedrock", "enduser.id", "error.type", "gcp.gemini",
    "google.generativeai", "llm.provider", "llm.system", "openai.chat", "openai.responses",
    "operation.cost", "operation.name", "response.body", "response.usage", "service.name", "session.id",
    "session.model", "user.id",
}

# Codes that need another machine or another moment, and the test that shows them.
OTHER_TESTS = {
    "db.skipped": "Tests/Faults/bad_worlds.py has a workspace that is read-only",
    "db.made": "Tests/EndToEnd/Questions/ShowTests.swift asks where the last run kept nothing, or something old",
    "credit.account": "Tests/EndToEnd/Commands/AuditCommandTests.swift names an account that does not exist",
    "credit.sale": "Tests/EndToEnd/Commands/RevenueCommandTests.swift has a payment for bonus credits; nothing has to be done",
    "credit.none": "Tests/EndToEnd/Commands/AuditCommandTests.swift has no event",
    "balance.time": "Tests/EndToEnd/Commands/AuditCommandTests.swift has a balance without a time, and fills it in",
    "credit.form": "Tests/CreditsTests/RejectedEventRowTests.swift has each fault of an event",
    "bill.none": "Tests/EndToEnd/Commands/BillCommandTests.swift has no bill",
    "book.checker": "Tests/EndToEnd/Commands/CloseCommandTests.swift approves a multiplier after it took effect; nothing has to be done",
    "close.month": "Tests/EndToEnd/Commands/CloseCommandTests.swift runs a closed month",
    "close.later": "Tests/EndToEnd/Commands/CloseCommandTests.swift approves a multiplier of a closed month; nothing has to be done",
    "close.checker": "Tests/EndToEnd/Commands/CloseCommandTests.swift closes as the approver of a multiplier",
    "focus.organization": "Tests/EndToEnd/Outputs/FocusFileTests.swift asks for FOCUS files, and shows the line to add",
    "focus.unsold": "Tests/EndToEnd/Outputs/FocusFileTests.swift asks for them where nothing is sold",
} | {
    code: "Tests/EndToEnd/Commands/CloseCommandTests.swift has each refusal of a close"
    for code in (
        "close.period", "close.twice", "close.gap", "close.early", "close.empty", "close.open", "close.none",
        "close.same", "close.chain")
} | {
    code: "Tests/ClosingTests/ChainFaultTests.swift has each fault of closes.csv"
    for code in ("close.form", "verify.chain")
} | {
    code: "Tests/ClosingTests/CloseVerifierTests.swift and Tests/EndToEnd/MonthEnds/VerifyTests.swift have each step of a proof"
    for code in (
        "verify.approval", "verify.input", "verify.none", "verify.output", "verify.period", "verify.rerun",
        "verify.settings", "verify.signature")
} | {
    code: "Tests/EndToEnd/Laws/DistributedLawTests.swift divides runs into tasks and spoils what they wrote"
    for code in (
        "dist.line", "dist.part", "dist.plan", "dist.folder", "dist.refused", "dist.program", "dist.task", "dist.differs",
        "dist.write", "dist.sums", "dist.finished")
} | {
    "close.unknown": "Tests/EndToEnd/Closing/RestatementTests.swift has closed figures that are not known",
} | {
    code: "Tests/BillsTests/BillMessageTests.swift shows text and remedy"
    for code in (
        "bill.class", "bill.conflict", "bill.coverage", "bill.effective", "bill.format", "bill.fx",
        "bill.model", "bill.overlap", "bill.pages", "bill.period", "bill.place", "bill.provisional",
        "bill.scope", "bill.total", "bill.unit", "bill.usage", "dup.bill", "value.word")
}

# What only the place where a file comes from can do, or only a person can know.
OUTSIDE = [
    # The program that made the export
    r"^if both ids name one request, export both files again\b", r"^export (it|the|a|all|each|these|times|requests|both|what|input)\b", r"\bexport (it )?again\b", r"^export (again|only|the|one)\b", r"^fill in the \w+ and export again",
    r"^save it as", r"^import only one", r"^omit --", r"^reduce the nesting", r"^move the records of",
    r"^exclude these rows", r"^this run replaces the report", r"^correct the entry",
    r"^leave (it|out|totals|one|what|sums|counts|images|these|deeply)\b", r"^give the row \d+ fields", r"^fetch the", r"^ask the vendor",
    r"^give the column the format", r"^unpack it into", r"^write it as CSV UTF-8 into",
    r"^correct (the time|them) in the export", r"^copy or export", r"^restore its content",
    # What the columns hold
    r"^name the columns? in line 1", r"^name the column of", r"^in line 1, rename the columns that hold",
    r"^if it is one of these, rename it", r"^paste into assay.json the mapping",
    # A decision about what stands there
    r"^look (at|before|for|up)\b", r"^check (the|usd_per_unit)\b", r"^if points group digits", r"^use (it as the request id|the answering model)", r"^close the quote", r"^if it is right, leave it",
    r"^use the ledger's spelling; nothing to do", r"^write the amount",
    r"^move the advisor's iterations", r"^set searches in this row", r"^where text has that price",
    r"^add its cost", r"^change the prices", r"^number the steps", r"^name (a file or folder|an existing file)",
    r"^Assay has no unit class for", r"^compare (both|these)", r"^replace it with the right file",
    r"^paste the proposal of assay check", r"^it differs from .* only in case or spaces",
    r"^Assay cannot propose a mapping", r"^Assay reads the formats", r"^add the rule to the mapping", r"^write such rows",
    r"^read it in the CSV", r"^to rebuild the history",
    r"^add these tokens to input_tokens in the export",
    r"^write 0 for (each count|counts)\b",
    r"^correct the rows as their messages say", r"^export its child requests as well",
    r"^see docs/", r"^see the messages about", r"^the (parts|settings here|formats) are",
]
