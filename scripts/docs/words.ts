import type { AnyConnector, Deletes, EntityName, Limit, Translated } from "@opensme/core";

/** Who tells a vendor the address of webhooks: a person, a person once for the whole app, or the engine. */
export type AddressTold = "byHand" | "byApp" | "byApi";

/** Every heading and sentence of a connector's page, in one language. What the entities and fields say of themselves is in English. */
export interface Words {
  /** How the language calls itself. */
  language: string;
  locale: keyof Translated;
  /** What a page's name ends with. */
  suffix: string;
  generated: string;
  guide: string;
  model: string;
  about: { categories: string; countries: string; everywhere: string; webhooks: string };
  categories: Readonly<Record<AnyConnector["categories"][number], string>>;
  yes: string;
  no: string;
  questions: {
    heading: string;
    explanation: string;
    columns: readonly [question: string, source: string, sensitive: string];
    sensitive: string;
    /** What stands before the questions that are not answered. */
    none: string;
  };
  credentials: {
    heading: string;
    source: (url: string) => string;
    /** What stands before the example of a config. */
    settings: (hasSecrets: boolean) => string;
    scopes: {
      heading: string;
      explanation: string;
      read: string;
      write: string;
      sensitive: (resources: string) => string;
    };
    check: { heading: string; explanation: (connection: string) => string };
    webhooks: { explanation: (connection: string) => string; told: Readonly<Record<AddressTold, string>> };
  };
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
  guide: "Quirks, what it does not do",
  model: "The model",
  about: { categories: "Categories", countries: "Countries", everywhere: "all", webhooks: "Webhooks" },
  categories: { accounting: "accounting", sales: "sales", people: "people", banking: "banking", crm: "CRM" },
  yes: "yes",
  no: "no",
  questions: {
    heading: "Questions it answers",
    explanation:
      "Found out from what the resources fill, over the example rows of `test/fixtures`: a tool in which a company leaves fields empty answers less.",
    columns: ["question", "from", "sensitive"],
    sensitive: "needs `sensitive: true`",
    none: "What such a tool is asked as well, and what is read from this one does not answer:",
  },
  credentials: {
    heading: "Getting credentials, step by step",
    source: (url) => `The vendor may rename its menus; its own page is <${url}>.`,
    settings: (hasSecrets) =>
      hasSecrets
        ? "`opensme.config.ts` then holds this; what `env` names stands in the file `.env` beside it, which is never committed:"
        : "`opensme.config.ts` then holds this:",
    scopes: {
      heading: "Rights to choose",
      explanation:
        "Choose no more than is to be read. Which resource needs what is [in the table](#resources); a resource whose right is missing ends in a `permission` error and leaves the others alone.",
      read: "to read everything",
      write: "to write as well",
      sensitive: (resources) => `for ${resources}, read with \`sensitive: true\` alone`,
    },
    check: {
      heading: "Check it",
      explanation: (connection) =>
        `\`npx opensme check ${connection}\` says whether the credentials work, whose account they open, and what they may not read, as far as the vendor tells; with \`--deep\` it reads the first page of every stream too. \`npx opensme sync ${connection}\` then reads.`,
    },
    webhooks: {
      explanation: (connection) =>
        `\`npx opensme serve\` takes webhooks at \`/${connection}\`, the name of the connection, on port 4020; vendors call over https, so put a proxy in front. The address is then such as \`https://hooks.example.com/${connection}\`. What the vendor signs with is \`webhookSecret: env("WEBHOOK_SECRET")\`, beside \`config\`.`,
      told: {
        byHand: "The address is entered by hand.",
        byApp:
          "The vendor knows one address of the app, entered in its settings; `--register https://hooks.example.com` then has the news of this account sent there.",
        byApi: "With `--register https://hooks.example.com` it tells the vendor the address by itself.",
      },
    },
  },
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
  guide: "Điểm cần lưu ý, những gì chưa làm được (tiếng Anh)",
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
  questions: {
    heading: "Trả lời được những câu hỏi nào",
    explanation:
      "Suy ra từ những trường mà các tài nguyên điền được, trên các dòng mẫu trong `test/fixtures`: nếu doanh nghiệp để trống các trường này thì câu trả lời sẽ thiếu.",
    columns: ["câu hỏi", "lấy từ", "nhạy cảm"],
    sensitive: "cần `sensitive: true`",
    none: "Những câu hỏi thường gặp với loại phần mềm này mà dữ liệu đọc được chưa trả lời được:",
  },
  credentials: {
    heading: "Lấy thông tin kết nối, từng bước",
    source: (url) => `Nhà cung cấp có thể đổi tên menu; hướng dẫn của chính họ: <${url}>.`,
    settings: (hasSecrets) =>
      hasSecrets
        ? "Sau đó `opensme.config.ts` có nội dung như sau; các giá trị trong `env` ghi vào tệp `.env` đặt cùng thư mục, không đưa tệp này lên git:"
        : "Sau đó `opensme.config.ts` có nội dung như sau:",
    scopes: {
      heading: "Chọn quyền truy cập (scope)",
      explanation:
        "Chỉ chọn quyền cho những dữ liệu cần đọc. Tài nguyên nào cần quyền gì có [trong bảng](#tài-nguyên); tài nguyên thiếu quyền sẽ báo lỗi `permission`, các tài nguyên khác vẫn đọc bình thường.",
      read: "để đọc tất cả",
      write: "nếu cần ghi",
      sensitive: (resources) => `cho ${resources}, chỉ đọc khi đặt \`sensitive: true\``,
    },
    check: {
      heading: "Kiểm tra kết nối",
      explanation: (connection) =>
        `\`npx opensme check ${connection}\` cho biết thông tin kết nối có dùng được không, thuộc tài khoản nào và còn thiếu quyền đọc gì (nếu nhà cung cấp cho biết); thêm \`--deep\` để đọc thử trang đầu của từng loại dữ liệu. Sau đó chạy \`npx opensme sync ${connection}\` để đọc dữ liệu.`,
    },
    webhooks: {
      explanation: (connection) =>
        `\`npx opensme serve\` nhận webhook tại đường dẫn \`/${connection}\` (tên của kết nối) trên cổng 4020; nhà cung cấp gọi qua https nên cần đặt một proxy phía trước. Khi đó địa chỉ có dạng \`https://hooks.example.com/${connection}\`. Khóa mà nhà cung cấp dùng để ký đặt trong \`webhookSecret: env("WEBHOOK_SECRET")\`, ngang hàng với \`config\`.`,
      told: {
        byHand: "Địa chỉ phải nhập bằng tay trên trang của nhà cung cấp.",
        byApp:
          "Nhà cung cấp chỉ biết một địa chỉ chung của ứng dụng, nhập trong phần cài đặt ứng dụng; sau đó `--register https://hooks.example.com` đăng ký để tin của tài khoản này được gửi về đó.",
        byApi: "Thêm `--register https://hooks.example.com` thì địa chỉ được tự đăng ký với nhà cung cấp.",
      },
    },
  },
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
