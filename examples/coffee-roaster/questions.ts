/**
 * Three questions that no single tool can answer. `shop`, `books` and `people` are the names of the connections. Moments are stored in UTC; the
 * company counts its days in Vietnam.
 */

/** Sales that the shop made, against what the books say was invoiced, by month. Returns and credit notes are taken off. */
export const salesAgainstInvoices = `
  with sold as (
    select strftime('%Y-%m', placed_at, '+7 hours') as month, sum(total) as amount
    from orders where connection = 'shop' and kind = 'sale' and status = 'completed' group by month
  ), returned as (
    select strftime('%Y-%m', refunded_at, '+7 hours') as month, sum(total) as amount
    from refunds where connection = 'shop' and status = 'completed' group by month
  ), invoiced as (
    select substr(issue_date, 1, 7) as month, sum(total) as amount
    from invoices where connection = 'books' and status in ('open', 'partially-paid', 'paid') group by month
  ), credited as (
    select substr(issue_date, 1, 7) as month, sum(total) as amount
    from credit_notes where connection = 'books' and status in ('open', 'partially-paid', 'paid') group by month
  )
  select sold.month,
    sold.amount - coalesce(returned.amount, 0) as sold,
    coalesce(invoiced.amount, 0) - coalesce(credited.amount, 0) as invoiced,
    sold.amount - coalesce(returned.amount, 0) - coalesce(invoiced.amount, 0) + coalesce(credited.amount, 0) as difference
  from sold left join returned using (month) left join invoiced using (month) left join credited using (month)
  order by month`;

/**
 * Who owes money by the books, and who they are in the shop. The same customer is found by tax code, or by the nine digits of a telephone number that follow its
 * 0 or +84, however either tool writes it.
 */
export const moneyOwed = `
  with phones as (
    select connection, contact_id,
      substr(replace(replace(replace(replace(replace(number, ' ', ''), '.', ''), '-', ''), '(', ''), ')', ''), -9) as number
    from contact_phones
  ), owed as (
    select contact_id, sum(due) as due, sum(case when due_date < :today then due else 0 end) as overdue, min(due_date) as oldest
    from invoices where connection = 'books' and status in ('open', 'partially-paid') and due > 0 group by contact_id
  ), pairs as (
    select books.id as books_id, min(shop.id) as shop_id
    from contacts books join contacts shop on shop.connection = 'shop' and shop.id like 'customer:%'
      and (replace(books.tax_id, ' ', '') = replace(shop.tax_id, ' ', '')
        or exists (select 1 from phones a join phones b on a.number = b.number
          where a.connection = 'books' and a.contact_id = books.id and b.connection = 'shop' and b.contact_id = shop.id))
    where books.connection = 'books' group by books.id
  )
  select books.name as in_the_books, coalesce(shop.name, '(not in the shop)') as in_the_shop, owed.due, owed.overdue, owed.oldest as oldest_due_date,
    shop.receivable as by_the_shop
  from owed join contacts books on books.connection = 'books' and books.id = owed.contact_id
    left join pairs on pairs.books_id = books.id
    left join contacts shop on shop.connection = 'shop' and shop.id = pairs.shop_id
  order by owed.due desc`;

/** Sales for each paid hour, by month and shop: where a person worked is told by the job that held on the day. `places` says which place of work is which shop, as JSON pairs of names. */
export const salesPerHour = `
  with places as (
    select json_extract(value, '$[0]') as shop_name, json_extract(value, '$[1]') as people_name from json_each(:places)
  ), hours as (
    select substr(date, 1, 7) as month, (
        select location_name from employments job
        where job.connection = worked.connection and job.employee_id = worked.employee_id and job.kind = 'job' and job.effective_date <= worked.date
        order by job.effective_date desc limit 1
      ) as place, sum(hours) as hours
    from time_entries worked where connection = 'people' group by month, place
  ), sold as (
    select strftime('%Y-%m', placed_at, '+7 hours') as month, location_name as place, sum(total) as amount
    from orders where connection = 'shop' and kind = 'sale' and status = 'completed' group by month, place
  )
  select sold.month, sold.place as shop, sold.amount as sales, round(hours.hours) as paid_hours, round(sold.amount / hours.hours) as sales_per_hour
  from sold join places on places.shop_name = sold.place join hours on hours.month = sold.month and hours.place = places.people_name
  order by sold.month, sold.place`;
