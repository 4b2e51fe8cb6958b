"""What an attacker types, where a text, a number, a day or a name is asked for."""

ATTACKS = {
    "sql quote": "' OR '1'='1",
    "sql stack": "1; DROP TABLE reports; --",
    "sql union": "1 UNION SELECT name, password_hash FROM accounts--",
    "sql comment": "1/**/OR/**/1=1",
    "sql escape": "\\' OR 1=1 --",
    "jinja": "{{7*191}}{% print(7*191) %}",
    "format": "%s%n{0.__class__}${7*191}#{7*191}",
    "script": "<script>window.hacked=1</script>",
    "event": "\"'><img src=x onerror=window.hacked=1>",
    "link": "[点这里](https://evil.example/x)",
    "script link": "[点这里](javascript:window.hacked=1)",
    "picture": "![x](https://evil.example/x.png)",
    "directive": ":red[x] :material/home: $x^2$",
    "path": "../../../../etc/passwd",
    "encoded path": "..%2f..%2f..%2fetc%2fpasswd",
    "header": "x\r\nSet-Cookie: kzdash_login=mine",
    "control": "a\x00b\x1b[31mc\u202e",
    "number": "99999999999999999999999999999999e999",
    "long": "A" * 5_000,
}
MARKUP = ("link", "script link", "picture", "directive", "script", "event")
