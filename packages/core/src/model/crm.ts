import { address, phone } from "./common.ts";
import { entity, part, ref } from "./record.ts";
import { currency, decimal, flag, instant, integer, list, localDate, oneOf, text } from "./scalars.ts";

export const lead = entity(
  { entity: "lead", plural: "leads" },
  "Someone who may become a customer, before it is known whether they will",
  { name: text("Name of the lead") },
  {
    firstName: text("Given name"),
    lastName: text("Family name"),
    companyName: text("Firm the lead works for"),
    jobTitle: text("Job title"),
    emails: list(text("An e-mail address"), "E-mail addresses, the main one first"),
    phones: list(phone, "Telephone numbers, the main one first"),
    addresses: list(address, "Postal addresses"),
    website: text("Web site"),
    source: text("Where the lead came from, in the tool's word"),
    status: oneOf(["open", "qualified", "unqualified"], "How far the lead is judged"),
    stage: text("Stage, in the tool's word"),
    owner: ref("user", "Who looks after the lead"),
    contact: ref("contact", "The contact it is about, or became"),
    employer: ref("contact", "The firm it is about, or became"),
    deal: ref("deal", "The deal it became"),
    amount: decimal("What it may be worth"),
    currency: currency("Currency of the amount"),
    convertedAt: instant("When it became a contact or deal"),
    tags: list(text("A tag"), "Tags"),
    note: text("Free text"),
  },
);

export const deal = entity(
  { entity: "deal", plural: "deals" },
  "A sale being worked on",
  { name: text("What it is called") },
  {
    status: oneOf(["open", "won", "lost"], "How it stands"),
    pipeline: ref("pipeline", "Pipeline it runs through"),
    stage: text("Name of the stage it is in"),
    stageId: text("The tool's id of that stage"),
    probability: decimal("Chance that it is won, in percent"),
    amount: decimal("What it is worth"),
    expectedRevenue: decimal("The amount times the probability, as the tool counts it"),
    currency: currency("Currency of the amounts"),
    company: ref("contact", "Firm it is with"),
    contacts: list(part({ contact: ref("contact", "A person") }, {}), "People it is with"),
    owner: ref("user", "Who looks after it"),
    location: ref("location", "Branch"),
    expectedCloseDate: localDate("Day it is expected to close"),
    closedAt: instant("When it was won or lost"),
    lostReason: text("Why it was lost"),
    wonReason: text("Why it was won"),
    source: text("Where it came from, in the tool's word"),
    kind: text("What sort of deal it is, in the tool's word"),
    priority: text("Priority, in the tool's word"),
    tags: list(text("A tag"), "Tags"),
    lastActivityAt: instant("When something last happened on it"),
    note: text("Free text"),
  },
);

export const pipeline = entity(
  { entity: "pipeline", plural: "pipelines" },
  "The stages that deals or leads run through",
  { name: text("Name") },
  {
    kind: oneOf(["deal", "lead", "application"], "What runs through it"),
    position: integer("Place among the pipelines"),
    stages: list(
      part(
        { name: text("Name of the stage") },
        {
          id: text("The tool's id of the stage"),
          probability: decimal("Chance that a deal in it is won, in percent"),
          outcome: oneOf(["open", "won", "lost"], "What it means for the deal"),
        },
      ),
      "Stages in their order",
    ),
    status: oneOf(["active", "archived"], "Whether it is in use"),
  },
);

export const activity = entity(
  { entity: "activity", plural: "activities" },
  "What was done or is to be done with a contact, deal or lead",
  {},
  {
    kind: oneOf(["call", "meeting", "email", "task", "note", "message"], "What it is"),
    subject: text("Heading"),
    body: text("Content; may be HTML"),
    direction: oneOf(["in", "out"], "Who began it: the other side or the company"),
    status: oneOf(["open", "done", "cancelled"], "How it stands"),
    outcome: text("What came of it, in the tool's word"),
    priority: text("Priority, in the tool's word"),
    startsAt: instant("Begin, or when it took place"),
    endsAt: instant("End"),
    dueAt: instant("When it is due, with a time of day"),
    dueDate: localDate("Day it is due, without a time"),
    completedAt: instant("When it was done"),
    durationSeconds: integer("How long it took"),
    place: text("Where it takes place, or the address of the video call"),
    owner: ref("user", "Who does it"),
    contacts: list(part({ contact: ref("contact", "A person or firm") }, {}), "Who it is with"),
    deals: list(part({ deal: ref("deal", "A deal") }, {}), "Deals it belongs to"),
    leads: list(part({ lead: ref("lead", "A lead") }, {}), "Leads it belongs to"),
    isAllDay: flag("Whether it takes the whole day"),
  },
);
