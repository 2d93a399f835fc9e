import { dayOf, instantAfter, instantOf, localDateOf, type Moment, type Period } from "./calendar.ts";
import { itemOf } from "./catalogue.ts";
import { nth, padded, sumOf } from "./lists.ts";
import { locationIds } from "./places.ts";
import { drawer, type Random, randomFor, streams } from "./random.ts";
import { counterBasket, onlineBasket, partOf, totalsOf, weightOf, wholesaleBasket } from "./sale-lines.ts";
import type { Positions } from "./sale-positions.ts";
import { depositOf, settlementOf } from "./settlement.ts";
import type { Dong, Instant, LocalDate } from "./types.ts";
import type { TimeEntry } from "./types-people.ts";
import type { Customer, Delivery, Refund, Sale, SaleLine, SalePayment } from "./types-shop.ts";

/** What sales are drawn from. */
export interface SalesSetting {
  seed: number;
  period: Period;
  positions: Positions;
  customers: readonly Customer[];
  /** People at the till: clocked days of those who have a login, by day and location. */
  duties: ReadonlyMap<string, readonly TimeEntry[]>;
}

const managers: Readonly<Record<number, number>> = {
  [locationIds.benThanh]: 15,
  [locationIds.thaoDien]: 20,
  [locationIds.online]: 13,
  [locationIds.roastery]: 11,
};

export function dutyKey(date: LocalDate, locationId: number): string {
  return `${date} ${locationId}`;
}

/** Everything about a sale but its status over time: who, what and for how much. */
interface Draft {
  id: number;
  number: string;
  channel: Sale["channel"];
  moment: Moment;
  at: Instant;
  dayIndex: number;
  date: LocalDate;
  locationId: number;
  sellerId: number;
  customer?: Customer;
  source?: "Facebook" | "Shopee" | "Website";
  lines: SaleLine[];
  net: Dong;
  tax: Dong;
  deliveryFee: Dong;
  total: Dong;
}

/** How a draft went on. */
interface Course {
  status: Sale["status"];
  payments: SalePayment[];
  delivery?: Delivery;
  orderNumber?: string;
  /** When the goods were with the customer. */
  handedOver: Instant;
  /** When it was cancelled or came back undelivered. */
  endedAt?: Instant;
}

const drawMethod = drawer(
  ["cash", "card", "transfer"] as const,
  (method) => ({ cash: 40, card: 18, transfer: 42 })[method],
);

const notes = ["Giao giờ hành chính", "Khách lấy thêm túi giấy", "Xay thô", "Gọi trước khi giao"] as const;

const carriers = [
  { code: "DT000031", name: "Giao Nhanh Mẫu" },
  { code: "DT000032", name: "Chuyển Phát Thử" },
] as const;

function orderNumberOf(positions: Positions, index: number): string {
  return `DH${padded(positions.ordered.numberOf(index) + 1, 6)}`;
}

/** Makes the function that derives a sale from its position; it keeps nothing. */
export function salesOf({ seed, period, positions, customers, duties }: SalesSetting): (index: number) => Sale {
  const firms = customers.filter(
    (customer) => customer.kind === "wholesale" && customer.isActive && !customer.duplicateOf,
  );
  const twins = customers.filter((customer) => customer.duplicateOf);
  const people = customers.filter((customer) => customer.kind === "person");
  const masked = customers.filter((customer) => customer.kind === "masked");

  const drawFirm = drawer(firms, ({ id }) => 2 + ((id * 7) % 6));

  function draft(index: number, random: Random): Draft {
    const locationId = positions.locationOf(index);
    const { dayIndex, moment } = positions.momentOf(index);
    const at = instantAfter(moment);
    const date = nth(period.dates, dayIndex);
    const common = { id: index + 1, number: `HD${padded(index + 1, 6)}`, moment, at, dayIndex, date, locationId };
    if (locationId === locationIds.roastery) {
      const firm = drawFirm(random);
      const twin = random.chance(0.25) ? twins.find(({ duplicateOf }) => duplicateOf === firm.id) : undefined;
      const lines = wholesaleBasket(random);
      const { net, tax } = totalsOf(lines);
      const sellerId = firm.id % 2 === 0 ? 12 : 11;
      return {
        ...common,
        channel: "wholesale",
        customer: twin ?? firm,
        sellerId,
        lines,
        net,
        tax,
        deliveryFee: 0,
        total: net + tax,
      };
    }
    if (locationId === locationIds.online) {
      const source = random.pick(["Facebook", "Shopee", "Website"] as const);
      const lines = onlineBasket(random);
      const { net, tax } = totalsOf(lines);
      const deliveryFee = net >= 800_000 ? 0 : random.pick([18_000, 25_000, 30_000, 35_000]);
      const customer = random.pick(source === "Shopee" ? masked : people);
      const sellerId = random.chance(0.4) ? 13 : 14;
      return {
        ...common,
        channel: "online",
        customer,
        source,
        sellerId,
        lines,
        net,
        tax,
        deliveryFee,
        total: net + tax + deliveryFee,
      };
    }
    const lines = counterBasket(random);
    const { net, tax } = totalsOf(lines);
    const onDuty = (duties.get(dutyKey(date, locationId)) ?? []).filter(
      (entry) => entry.startedAt <= at && at <= entry.endedAt,
    );
    const sellerId = onDuty.length > 0 ? random.pick(onDuty).employeeId : (managers[locationId] ?? 1);
    const customer = random.chance(0.38) ? random.pick(people) : undefined;
    return {
      ...common,
      channel: "shop",
      sellerId,
      lines,
      net,
      tax,
      deliveryFee: 0,
      total: net + tax,
      ...(customer && { customer }),
    };
  }

  function atCounter(sale: Draft, random: Random): Course {
    if (random.chance(0.01))
      return {
        status: "cancelled",
        payments: [],
        handedOver: sale.at,
        endedAt: instantAfter(sale.moment, random.integer(60, 1500)),
      };
    const method = drawMethod(random);
    const split = sale.total >= 200_000 && random.chance(0.06) ? Math.floor(sale.total / 2000) * 1000 : sale.total;
    const seconds = random.integer(5, 90);
    const payments: SalePayment[] = [
      { number: `TT${sale.number}-1`, at: instantAfter(sale.moment, seconds), method, amount: split },
    ];
    const rest = sale.total - split;
    if (rest > 0)
      payments.push({
        number: `TT${sale.number}-2`,
        at: instantAfter(sale.moment, seconds + 30),
        method: method === "cash" ? "transfer" : "cash",
        amount: rest,
      });
    return { status: "completed", payments, handedOver: sale.at };
  }

  function shipped(sale: Draft, random: Random, orderNumber: string): Course {
    const isCashOnDelivery = random.chance(sale.source === "Facebook" ? 0.8 : sale.source === "Shopee" ? 0.5 : 0.3);
    const day = period.firstDay + sale.dayIndex;
    const pickedUp = instantOf(day + 1, random.integer(8, 11) * 3600);
    const arrived = instantOf(day + random.integer(2, 4), random.integer(9 * 60, 19 * 60) * 60);
    const fate = random.next();
    const isArrived = arrived <= period.now;
    const isCancelled = fate < 0.02 && instantAfter(sale.moment, 3600) <= period.now;
    const isReturned = fate >= 0.02 && fate < 0.05 && isArrived;
    const customer = sale.customer;
    const delivery: Delivery = {
      carrier: random.pick(carriers),
      trackingNumber: `MAU${padded(sale.id, 9)}`,
      status: isCancelled
        ? "cancelled"
        : isReturned
          ? "returned"
          : isArrived
            ? "delivered"
            : pickedUp <= period.now
              ? "in-transit"
              : "pending",
      receiver: customer?.legalName ?? "",
      phone: customer?.phone ?? "******00",
      address: customer?.address ?? { street: "******", ward: "Phường Bến Thành", province: "Hồ Chí Minh" },
      fee: sale.deliveryFee,
      isCashOnDelivery,
      cashOnDelivery: isCashOnDelivery ? sale.total : 0,
      weight: weightOf(sale.lines),
      ...(isArrived && !isCancelled && !isReturned && { deliveredAt: arrived }),
    };
    const common = { delivery, orderNumber, handedOver: arrived };
    if (isCancelled) return { ...common, status: "cancelled", payments: [], endedAt: instantAfter(sale.moment, 3600) };
    if (isReturned) return { ...common, status: "cancelled", payments: [], endedAt: arrived };
    const advance = depositOf(seed, sale, orderNumber, isCashOnDelivery ? 0 : sale.total);
    const collected: SalePayment = {
      number: `TT${sale.number}-1`,
      at: arrived,
      method: "cash-on-delivery",
      amount: sale.total,
    };
    const payments = isCashOnDelivery ? (isArrived ? [collected] : []) : [advance];
    return { ...common, status: isArrived ? "completed" : "in-progress", payments };
  }

  function onCredit(sale: Draft, random: Random, orderNumber: string): Course {
    const handedOver = instantAfter(sale.moment, random.integer(2, 20) * 3600);
    if (random.chance(0.02)) {
      const endedAt = instantAfter(sale.moment, 5400);
      if (endedAt <= period.now) return { status: "cancelled", payments: [], orderNumber, handedOver, endedAt };
    }
    if (handedOver > period.now) return { status: "in-progress", payments: [], orderNumber, handedOver };
    return { status: "completed", payments: [], orderNumber, handedOver };
  }

  function refundOf(sale: Draft, handedOver: Instant): Refund | undefined {
    const random = randomFor(seed, streams.refund, sale.id);
    if (!random.chance(0.032)) return undefined;
    const line = sale.lines.find(({ itemId }) => itemOf(itemId).isStocked);
    const day = dayOf(localDateOf(handedOver)) + random.integer(1, 6);
    const seconds = random.integer(9 * 60, 18 * 60) * 60;
    const at = instantOf(day, seconds);
    if (!line || at > period.now) return undefined;
    const quantity = Number.isInteger(line.quantity) ? random.integer(1, Math.min(line.quantity, 12)) : line.quantity;
    const back = partOf(line, quantity);
    const createdAt = instantOf(day, seconds + 20);
    return {
      id: sale.id,
      number: `TH${padded(sale.id, 6)}`,
      saleId: sale.id,
      saleNumber: sale.number,
      at,
      date: localDateOf(at),
      locationId: sale.locationId,
      ...(sale.customer && { customerId: sale.customer.id }),
      receivedById: managers[sale.locationId] ?? 1,
      lines: [back],
      net: back.net,
      tax: back.tax,
      total: back.total,
      method: sale.channel === "wholesale" ? "credit" : sale.channel === "online" ? "transfer" : "cash",
      reason: random.pick(["Giao nhầm loại xay", "Bao bì rách", "Khách đổi ý", "Sai độ rang"]),
      createdAt,
      updatedAt: createdAt,
    };
  }

  return (index) => {
    const random = randomFor(seed, streams.sale, index);
    const sale = draft(index, random);
    const course =
      sale.channel === "shop"
        ? atCounter(sale, random)
        : (sale.channel === "online" ? shipped : onCredit)(sale, random, orderNumberOf(positions, index));
    const refund = course.status === "completed" ? refundOf(sale, course.handedOver) : undefined;
    const payments =
      sale.channel === "wholesale" && course.status === "completed" && sale.customer
        ? settlementOf(seed, period, sale, course.orderNumber, sale.customer, sale.total - (refund?.total ?? 0))
        : course.payments;
    const createdAt = instantAfter(sale.moment, 1 + (index % 40));
    const {
      id,
      number,
      at,
      date,
      locationId,
      channel,
      source,
      sellerId,
      customer,
      lines,
      net,
      tax,
      deliveryFee,
      total,
    } = sale;
    const { status, delivery, orderNumber, endedAt } = course;
    return {
      id,
      number,
      at,
      date,
      locationId,
      channel,
      ...(source && { source }),
      sellerId,
      ...(customer && { customerId: customer.id }),
      status,
      lines,
      net,
      tax,
      deliveryFee,
      total,
      payments,
      paid: sumOf(payments, (payment) => payment.amount),
      ...(delivery && { delivery }),
      ...(orderNumber && { orderNumber }),
      ...(refund && { refund }),
      ...(random.chance(0.05) && { note: random.pick(notes) }),
      createdAt,
      updatedAt: lastOf(createdAt, [
        delivery?.deliveredAt,
        endedAt,
        refund?.createdAt,
        ...payments.map((payment) => payment.at),
      ]),
    };
  };
}

/** The last of some moments. */
export function lastOf(first: Instant, others: readonly (Instant | undefined)[]): Instant {
  return others.reduce<Instant>((last, other) => (other && other > last ? other : last), first);
}
