import { http } from "@opensme/testing";
import { definitions } from "./definitions.ts";
import type { Gate, Handler } from "./gate.ts";
import { taxRatesOf } from "./invoices.ts";
import { ownerId } from "./parties.ts";
import { pipelines } from "./pipelines.ts";
import { api, isType, portalId } from "./wire.ts";

const always = "1970-01-01T00:00:00Z";

const renderPipeline = ({ stages, ...pipeline }: (typeof pipelines)[string][number]) => ({
  ...pipeline,
  stages: stages.map((stage, displayOrder) => ({
    ...stage,
    displayOrder,
    createdAt: always,
    updatedAt: always,
    writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
    archived: false,
  })),
  createdAt: always,
  updatedAt: always,
  archived: false,
});

export const settingsHandlers = (gate: Gate): Handler[] => {
  const { desk, crm } = gate;

  const owners = (archived: boolean) =>
    crm()
      .company.employees.filter(({ shopUser }) => shopUser && shopUser.isActive !== archived)
      .map((employee, index) => ({
        id: ownerId(employee.id),
        email: employee.workEmail,
        firstName: employee.givenName,
        lastName: `${employee.familyName} ${employee.middleName}`.trim(),
        userId: archived ? null : 61_000_000 + employee.id,
        userIdIncludingInactive: 61_000_000 + employee.id,
        createdAt: employee.createdAt,
        updatedAt: employee.updatedAt,
        archived,
        ...(index % 2 === 0 ? { teams: [{ id: "178588", name: "Bán sỉ", primary: true }] } : {}),
      }));

  return [
    http.get(`${api}/account-info/v3/details`, ({ request }) =>
      gate.enter(request, () =>
        desk.json({
          portalId,
          accountType: "STANDARD",
          timeZone: crm().company.timeZone,
          companyCurrency: crm().company.currency,
          additionalCurrencies: [],
          utcOffset: crm().company.utcOffset,
          utcOffsetMilliseconds: 25_200_000,
          uiDomain: "app.hubspot.com",
          dataHostingLocation: "na1",
        }),
      ),
    ),
    http.get(`${api}/crm/v3/owners`, ({ request }) =>
      gate.enter(request, () => {
        const query = new URL(request.url).searchParams;
        const all = owners(query.get("archived") === "true");
        const start = Number(query.get("after") ?? 0);
        const end = start + Number(query.get("limit") ?? 100);
        return desk.json({
          results: all.slice(start, end),
          ...(end < all.length ? { paging: { next: { after: String(end) } } } : {}),
        });
      }),
    ),
    http.get(`${api}/tax-rates/v1/tax-rates`, ({ request }) =>
      gate.enter(request, () => desk.json({ results: taxRatesOf(crm().company) })),
    ),
    http.get(`${api}/tax-rates/v1/tax-rates/:id`, ({ request, params }) =>
      gate.enter(request, () => {
        const found = taxRatesOf(crm().company).find(({ id }) => id === params["id"]);
        return found ? desk.json(found) : desk.error(404, "OBJECT_NOT_FOUND", "Unable to find the tax rate");
      }),
    ),
    http.get(`${api}/crm/v3/properties/:type`, ({ request, params }) =>
      gate.enter(request, () => {
        const type = String(params["type"]);
        if (!isType(type)) return desk.error(400, "VALIDATION_ERROR", `Unable to infer object type from: ${type}`);
        return desk.json({
          results: definitions[type].map(({ name, type: kind, fieldType, isOwn, isReadOnly }) => ({
            createdAt: "2026-05-01T03:10:43.306Z",
            updatedAt: "2026-05-01T03:10:43.306Z",
            name,
            label: name,
            type: kind,
            fieldType,
            description: "",
            groupName: `${type}information`,
            options: [],
            displayOrder: -1,
            calculated: isReadOnly,
            externalOptions: false,
            hasUniqueValue: false,
            hidden: false,
            ...(isOwn ? { archived: false } : { hubspotDefined: true }),
            modificationMetadata: { archivable: true, readOnlyDefinition: !isOwn, readOnlyValue: isReadOnly },
            formField: true,
            dataSensitivity: "non_sensitive",
          })),
        });
      }),
    ),
    http.get(`${api}/crm/v3/pipelines/:type`, ({ request, params }) =>
      gate.enter(request, () => desk.json({ results: (pipelines[String(params["type"])] ?? []).map(renderPipeline) })),
    ),
    http.get(`${api}/crm/v3/pipelines/:type/:id`, ({ request, params }) =>
      gate.enter(request, () => {
        const found = pipelines[String(params["type"])]?.find(({ id }) => id === params["id"]);
        return found
          ? desk.json(renderPipeline(found))
          : desk.error(404, "OBJECT_NOT_FOUND", "Unable to find the pipeline");
      }),
    ),
  ];
};
