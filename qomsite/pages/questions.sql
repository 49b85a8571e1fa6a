-- late
-- در هر منطقه کدام طرح‌ها از موعد گذشته است؟
-- طرح‌هایی که پایان نیافته و پایان اعلام‌شدهٔ آن‌ها گذشته است، منطقه به منطقه؛ در هر منطقه دیرترین نخست.
-- طرح؛ district منطقه؛ first_promise نخستین پایان؛ late_first روز دیرکرد؛ verdict_title ردهٔ کارنامه
SELECT p.code, p.title, d.title AS district,
       p.first_promise_from, p.first_promise_to, p.first_promise_jalali,
       p.late_first, p.verdict_title, p.address, p.sample
FROM projects AS p
LEFT JOIN projects_districts AS pd ON pd.code = p.code
LEFT JOIN districts AS d ON d.code = pd.districts
WHERE p.verdict IN ('open-late', 'unreported-late')
ORDER BY d.code IS NULL, d.rowid, p.late_first DESC, p.rowid;

-- stopped
-- کدام طرح‌ها متوقف شده است و چرا؟
-- طرح‌هایی که وضعیت آن‌ها «متوقف» گزارش شده است، تازه‌ترین توقف نخست.
-- طرح؛ status_date از؛ status_reason دلیل؛ owner_title واحد متولی
SELECT code, title, status_date, status_date_jalali, status_reason, owner_title,
       address, sample
FROM projects
WHERE verdict = 'stopped'
ORDER BY status_date DESC, rowid;

-- budgets
-- هر واحد برای طرح‌هایش چه اعتباری دارد؟
-- جمع اعتبارهای اعلام‌شدهٔ طرح‌های هر واحد متولی؛ طرح کنارگذاشته یا ادغام‌شده در جمع نیست.
-- واحد متولی؛ known طرح با اعتبار؛ budget میلیارد تومان؛ unknown طرح بدون اعتبار اعلام‌شده
SELECT d.key AS code, d.title, count(p.budget_rial) AS known,
       sum(p.budget_rial) AS budget_rial, count(*) - count(p.budget_rial) AS unknown,
       d.address, max(p.sample) AS sample
FROM projects AS p
LEFT JOIN departments AS d ON d.key = p.owner
WHERE p.counted
GROUP BY d.key
ORDER BY d.key IS NULL, d.rowid;

-- next
-- کدام طرح‌ها زودتر از همه پایان می‌یابد؟
-- طرح‌هایی که پایان نیافته و پایان کنونی آن‌ها هنوز نگذشته است، نزدیک‌ترین پایان نخست.
-- طرح؛ last_promise پایان کنونی؛ owner_title واحد متولی؛ status_title وضعیت
SELECT code, title, last_promise_from, last_promise_to, last_promise_jalali,
       owner_title, status_title, address, sample
FROM projects
WHERE verdict IN ('not-due', 'open-late', 'unreported-late')
  AND last_promise_to >= (SELECT value FROM about WHERE name = 'as_of')
ORDER BY last_promise_to, rowid;

-- owners
-- چه واحدی پاسخ‌گوی کدام طرح است؟
-- همهٔ طرح‌ها با واحد متولی آن‌ها، واحد به واحد.
-- طرح؛ owner_title واحد متولی؛ status_title وضعیت
SELECT p.code, p.title, p.owner_title, p.status_title, p.address, p.sample
FROM projects AS p
LEFT JOIN departments AS d ON d.key = p.owner
ORDER BY d.key IS NULL, d.rowid, p.rowid;

-- postponed
-- پایان کدام طرح‌ها بیش از همه به عقب رفته است؟
-- طرح‌هایی که پایان کنونی آن‌ها دیرتر از نخستین پایان است، بیشترین فاصله نخست.
-- طرح؛ first_promise نخستین پایان؛ last_promise پایان کنونی؛ days روز فاصله؛ revisions بازنگری
SELECT code, title, first_promise_from, first_promise_to, first_promise_jalali,
       last_promise_from, last_promise_to, last_promise_jalali,
       CAST(julianday(last_promise_to) - julianday(first_promise_to) AS INTEGER) AS days,
       (SELECT count(*) FROM revised_ends AS r
        WHERE r.kind = 'project' AND r.code = projects.code) AS revisions,
       address, sample
FROM projects
WHERE verdict NOT IN ('dropped', 'merged') AND last_promise_to > first_promise_to
ORDER BY days DESC, rowid;

-- silent
-- از کدام طرح‌ها بیش از همه بی‌خبریم؟
-- طرح‌هایی که باید گزارش تازه‌ای از آن‌ها برسد: نخست آنچه گزارش تاریخ‌داری ندارد، سپس قدیمی‌ترین گزارش.
-- طرح؛ last_report آخرین گزارش؛ report_age روز تا تاریخ داده‌ها؛ owner_title واحد متولی
SELECT p.code, p.title, p.last_report, p.last_report_jalali, p.report_age, p.owner_title,
       p.address, p.sample
FROM projects AS p
LEFT JOIN statuses AS s ON s.key = p.status
WHERE p.status IS NULL OR s.outcome IN ('open', 'stopped')
ORDER BY p.report_age IS NOT NULL, p.report_age DESC, p.rowid;

-- without-projects
-- کدام سیاست‌ها طرحی زیر خود ندارد؟
-- سیاست‌های اجرایی که هیچ طرحی زیر آن‌ها نیست؛ طرح کمک‌کننده زیر سیاست دیگری است.
-- سیاست؛ goal هدف؛ owner_title واحد متولی؛ helping طرح کمک‌کننده
SELECT s.code, s.title, g.title AS goal, s.owner_title,
       (SELECT count(*) FROM projects_also_serves AS a WHERE a.also_serves = s.code) AS helping,
       s.address, s.sample
FROM policies AS s
JOIN goals AS g ON g.code = s.goal
WHERE NOT EXISTS (SELECT 1 FROM projects AS p WHERE p.policy = s.code)
ORDER BY s.rowid;

-- axes
-- هر محور را کدام طرح‌ها پیش می‌برد؟
-- طرح‌هایی که محوری برای آن‌ها نوشته شده است، محور به محور.
-- طرح؛ axis محور؛ verdict_title ردهٔ کارنامه
SELECT p.code, p.title, a.title AS axis, p.verdict_title, p.address, p.sample
FROM axes AS a
JOIN projects_axes AS pa ON pa.axes = a.code
JOIN projects AS p ON p.code = pa.code
ORDER BY a.rowid, p.rowid;

-- unbudgeted
-- اعتبار کدام طرح‌ها اعلام نشده است؟
-- طرح‌هایی که مبلغ اعتبارشان اعلام نشده است؛ طرح کنارگذاشته یا ادغام‌شده در آن‌ها نیست.
-- طرح؛ owner_title واحد متولی؛ status_title وضعیت
SELECT code, title, owner_title, status_title, address, sample
FROM projects
WHERE counted AND budget_rial IS NULL
ORDER BY rowid;

-- ended
-- کدام طرح‌ها پایان یافته است و چه هنگام؟
-- طرح‌هایی که پایان کارشان گزارش شده است، تازه‌ترین پایان نخست.
-- طرح؛ completed_on پایان کار؛ first_promise نخستین پایان؛ verdict_title ردهٔ کارنامه
SELECT code, title, completed_on_from, completed_on_to, completed_on_jalali,
       first_promise_from, first_promise_to, first_promise_jalali, verdict_title,
       address, sample
FROM projects
WHERE verdict IN ('in-time', 'ended-late', 'ended')
ORDER BY completed_on_to DESC, rowid;
