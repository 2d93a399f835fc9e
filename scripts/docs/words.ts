import type { AnyConnector, Deletes, EntityName, Limit } from "@opensme/core";

/** Every heading and sentence of a connector's page, in one language. What the entities and fields say of themselves is in English. */
export interface Words {
  /** How the language calls itself. */
  language: string;
  locale: string;
  /** What a page's name ends with. */
  suffix: string;
  generated: string;
  guide: string;
  model: string;
  about: { categories: string; countries: string; everywhere: string; webhooks: string };
  categories: Readonly<Record<AnyConnector["categories"][number], string>>;
  yes: string;
  no: string;
  config: { heading: string; columns: readonly [field: string, meaning: string, required: string, secret: string] };
  /** The value that a field has where none is given. */
  byDefault: (value: string) => string;
  limits: { heading: string; none: string };
  limit: (limit: Limit) => string;
  resources: {
    heading: string;
    columns: readonly [
      resource: string,
      entity: string,
      operations: string,
      reads: string,
      deletions: string,
      sensitive: string,
      scopes: string,
    ];
  };
  /** Operations and actions, by name. */
  operations: Readonly<Record<string, string>>;
  /** Removal that only hides. */
  archive: string;
  changes: string;
  everything: string;
  deletes: Readonly<Record<Deletes, string>>;
  /** All of a resource is sensitive. */
  allSensitive: string;
  reading: string;
  writing: string;
  fields: {
    heading: string;
    explanation: string;
    columns: readonly [field: string, meaning: string, source: string, sensitive: string];
    name: string;
    alwaysSent: string;
    rows: (count: number) => string;
    noRows: string;
  };
  entity: (entity: EntityName) => string | undefined;
}

export const english: Words = {
  language: "English",
  locale: "en",
  suffix: "",
  generated: "Written by `npm run docs` out of the connector's definition and fixtures. Do not edit.",
  guide: "Credentials, quirks, what it does not do",
  model: "The model",
  about: { categories: "Categories", countries: "Countries", everywhere: "all", webhooks: "Webhooks" },
  categories: { accounting: "accounting", sales: "sales", people: "people", banking: "banking", crm: "CRM" },
  yes: "yes",
  no: "no",
  config: { heading: "Config", columns: ["field", "meaning", "required", "secret"] },
  byDefault: (value) => `\`${value}\` unless given`,
  limits: { heading: "Limits", none: "None declared." },
  limit: (limit) =>
    "concurrent" in limit
      ? `${limit.concurrent} at the same time`
      : `${counted(limit.requests, "request", "requests")} ${spanIn(limit.seconds, { 1: "a second", 60: "a minute", 3600: "an hour", 86400: "a day" }, (seconds) => `in ${seconds} seconds`)}`,
  resources: {
    heading: "Resources",
    columns: ["resource", "entity", "operations", "each sync reads", "deletions", "sensitive", "scopes"],
  },
  operations: { list: "list", get: "get", create: "create", update: "update", remove: "delete" },
  archive: "archive",
  changes: "what changed",
  everything: "everything",
  deletes: {
    never: "none: records only change status",
    reported: "told by the vendor",
    absent: "noticed when all is read",
    "reported-and-absent": "told by the vendor, and noticed when all is read",
  },
  allSensitive: "as a whole",
  reading: "to read",
  writing: "to write",
  fields: {
    heading: "Fields",
    explanation:
      "What each field is read from was traced through the mapping, over the example rows of `test/fixtures`: `[]` stands for any position of a list, `*` for any date, and a dash says that no single field of the vendor moves it: the connector sets it, or makes it out of several. Sensitive fields are asked for only on a connection with `sensitive: true`.",
    columns: ["field", "meaning", "read from", "sensitive"],
    name: "name",
    alwaysSent: "yes, sent unasked",
    rows: (count) => `Traced over ${counted(count, "row", "rows")}.`,
    noRows: "There are no example rows yet.",
  },
  entity: () => undefined,
};

export const vietnamese: Words = {
  language: "Tiếng Việt",
  locale: "vi",
  suffix: ".vi",
  generated: "Do `npm run docs` viết ra từ định nghĩa và dữ liệu mẫu của bộ kết nối. Đừng sửa tay.",
  guide: "Cách lấy thông tin kết nối, điểm cần lưu ý, những gì chưa làm được (tiếng Anh)",
  model: "Mô hình dữ liệu (tiếng Anh)",
  about: { categories: "Lĩnh vực", countries: "Quốc gia", everywhere: "mọi quốc gia", webhooks: "Webhook" },
  categories: {
    accounting: "kế toán",
    sales: "bán hàng",
    people: "nhân sự",
    banking: "ngân hàng",
    crm: "quan hệ khách hàng (CRM)",
  },
  yes: "có",
  no: "không",
  config: { heading: "Cấu hình", columns: ["trường", "ý nghĩa", "bắt buộc", "bí mật"] },
  byDefault: (value) => `mặc định là \`${value}\``,
  limits: { heading: "Giới hạn gọi API", none: "Không khai báo giới hạn." },
  limit: (limit) =>
    "concurrent" in limit
      ? `${limit.concurrent} yêu cầu cùng lúc`
      : `${limit.requests} yêu cầu ${spanIn(limit.seconds, { 1: "mỗi giây", 60: "mỗi phút", 3600: "mỗi giờ", 86400: "mỗi ngày" }, (seconds) => `trong ${seconds} giây`)}`,
  resources: {
    heading: "Tài nguyên",
    columns: [
      "tài nguyên",
      "thực thể",
      "thao tác",
      "mỗi lần đồng bộ đọc",
      "bản ghi bị xóa",
      "nhạy cảm",
      "quyền truy cập (scope)",
    ],
  },
  operations: {
    list: "đọc danh sách",
    get: "đọc một bản ghi",
    create: "tạo",
    update: "sửa",
    remove: "xóa",
    void: "hủy",
    cancel: "hủy",
    post: "ghi sổ",
    confirm: "xác nhận",
    send: "gửi",
    approve: "duyệt",
    reset: "đưa về nháp",
    complete: "hoàn tất",
  },
  archive: "lưu trữ (ẩn đi)",
  changes: "phần đã thay đổi",
  everything: "toàn bộ",
  deletes: {
    never: "không có: bản ghi chỉ đổi trạng thái",
    reported: "nhà cung cấp báo",
    absent: "nhận ra khi đọc toàn bộ",
    "reported-and-absent": "nhà cung cấp báo, và nhận ra khi đọc toàn bộ",
  },
  allSensitive: "toàn bộ tài nguyên",
  reading: "để đọc",
  writing: "để ghi",
  fields: {
    heading: "Các trường",
    explanation:
      "Nguồn của mỗi trường được lần theo qua phép ánh xạ, trên các dòng mẫu trong `test/fixtures`: `[]` là vị trí bất kỳ trong danh sách; `*` là ngày bất kỳ; dấu gạch cho biết không có riêng một trường nào của nhà cung cấp làm nó thay đổi: bộ kết nối tự đặt, hoặc ghép từ nhiều trường. Trường nhạy cảm chỉ được yêu cầu khi kết nối đặt `sensitive: true`. Ý nghĩa của các trường được giữ nguyên bằng tiếng Anh.",
    columns: ["trường", "ý nghĩa", "đọc từ", "nhạy cảm"],
    name: "tên",
    alwaysSent: "có, luôn được gửi kèm",
    rows: (count) => `Lần theo trên ${count} dòng mẫu.`,
    noRows: "Chưa có dòng mẫu.",
  },
  entity: (entity) => vietnameseEntities[entity],
};

const vietnameseEntities: Readonly<Partial<Record<EntityName, string>>> = {
  organization: "doanh nghiệp",
  contact: "khách hàng, nhà cung cấp, người liên hệ",
  user: "người dùng",
  location: "địa điểm kinh doanh: cửa hàng, chi nhánh, kho, văn phòng",
  item: "hàng hóa, dịch vụ",
  attachment: "tệp đính kèm",
  order: "đơn hàng, lần bán hàng",
  fulfillment: "giao hàng",
  refund: "trả hàng, hoàn tiền",
  stockLevel: "tồn kho",
  payout: "khoản tiền sàn hoặc cổng thanh toán chuyển về",
  stockMovement: "nhập xuất kho",
  account: "tài khoản kế toán",
  taxRate: "thuế suất",
  invoice: "hóa đơn bán hàng",
  bill: "hóa đơn mua hàng",
  creditNote: "chứng từ giảm trừ cho khách hàng",
  vendorCredit: "chứng từ giảm trừ của nhà cung cấp",
  payment: "khoản thanh toán: thu hoặc chi",
  purchaseOrder: "đơn đặt hàng mua",
  expense: "khoản chi trả ngay",
  transfer: "chuyển tiền nội bộ",
  eInvoice: "hóa đơn điện tử",
  journalEntry: "bút toán",
  bankAccount: "tài khoản ngân hàng",
  bankTransaction: "giao dịch ngân hàng",
  dimension: "chiều phân tích của bút toán",
  employee: "nhân viên",
  employment: "công việc và mức lương theo thời gian",
  department: "phòng ban",
  leaveType: "loại nghỉ phép",
  leaveRequest: "đơn xin nghỉ",
  leaveBalance: "số phép còn lại",
  timeEntry: "chấm công",
  jobOpening: "vị trí tuyển dụng",
  candidate: "ứng viên",
  application: "hồ sơ ứng tuyển",
  payrollRun: "kỳ tính lương",
  payslip: "phiếu lương",
  lead: "khách hàng tiềm năng",
  deal: "cơ hội bán hàng",
  pipeline: "quy trình bán hàng: các giai đoạn",
  activity: "hoạt động",
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const spanIn = (seconds: number, named: Readonly<Record<number, string>>, other: (seconds: number) => string): string =>
  named[seconds] ?? other(seconds);
