import type { ErrorCode } from "./error-codes.ts";

/** How a connection stands whose credentials are refused. */
export type ConnectionState = "not-connected" | "wrong-credentials" | "expired" | "revoked";

/** What to do about a failure, in each language. */
export interface Remedy {
  en: string;
  vi: string;
}

const later: Remedy = {
  en: "Try again later; a sync goes on from where it stopped.",
  vi: "Hãy thử lại sau; lần đồng bộ tiếp theo sẽ chạy tiếp từ chỗ đã dừng.",
};

/** What to do about a failure, by its code, and by the state of the connection where the code alone does not say. */
export const remedies: Readonly<Partial<Record<ErrorCode | ConnectionState, Remedy>>> = {
  "not-connected": {
    en: "Nobody has let the app in yet. Authorise it once: opensme connect.",
    vi: "Chưa có ai cấp quyền cho ứng dụng. Hãy cấp quyền một lần: opensme connect.",
  },
  "wrong-credentials": {
    en: "The credentials of this connection are wrong or no longer hold. Check them in its settings, and make new ones at the vendor if need be.",
    vi: "Thông tin đăng nhập của kết nối này sai hoặc không còn hiệu lực. Hãy kiểm tra lại trong cấu hình, nếu cần thì tạo thông tin mới trên trang của nhà cung cấp.",
  },
  expired: {
    en: "The authorisation has expired. Authorise the app again: opensme connect, or set new credentials.",
    vi: "Quyền truy cập đã hết hạn. Hãy cấp quyền lại cho ứng dụng: opensme connect, hoặc nhập thông tin đăng nhập mới.",
  },
  revoked: {
    en: "The vendor no longer lets the app in: the authorisation was revoked, or its refresh token was used elsewhere. Authorise the app again: opensme connect, or set new credentials.",
    vi: "Nhà cung cấp không còn cho ứng dụng truy cập: quyền đã bị thu hồi, hoặc refresh token đã được dùng ở nơi khác. Hãy cấp quyền lại: opensme connect, hoặc nhập thông tin đăng nhập mới.",
  },
  auth: {
    en: "Check the credentials of this connection.",
    vi: "Hãy kiểm tra thông tin đăng nhập của kết nối này.",
  },
  permission: {
    en: "Give the credentials the right to see this, or leave the resource out.",
    vi: "Hãy cấp quyền xem dữ liệu này cho tài khoản kết nối, hoặc bỏ loại dữ liệu này ra.",
  },
  not_found: {
    en: "Check the id, and the address in the connection's settings.",
    vi: "Hãy kiểm tra mã (id) và địa chỉ trong cấu hình của kết nối.",
  },
  conflict: {
    en: "Read the record again and repeat the change on its present state.",
    vi: "Hãy đọc lại bản ghi và thực hiện lại thay đổi trên trạng thái hiện tại của nó.",
  },
  rate_limited: {
    en: "Wait, then run again; it goes on from where it stopped.",
    vi: "Hãy đợi rồi chạy lại; hệ thống sẽ chạy tiếp từ chỗ đã dừng.",
  },
  unavailable: later,
  timeout: later,
};
