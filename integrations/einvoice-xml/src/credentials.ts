import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://hoadondientu.gdt.gov.vn",
  ways: [
    {
      steps: [
        {
          en: "Make a folder for the invoices' XML files, and name it in `folder`: from the project's own where it is relative. Folders within it are read too.",
          vi: "Tạo một thư mục để chứa các tệp XML hóa đơn và ghi vào `folder`; đường dẫn tương đối được tính từ thư mục của dự án. Các thư mục con cũng được đọc.",
        },
        {
          en: "Save into it the XML files that suppliers send with their invoices, and export those of your own sales from your e-invoice software (MISA meInvoice, Viettel SInvoice, VNPT, EasyInvoice, BKAV or any other).",
          vi: "Lưu vào đó các tệp XML nhà cung cấp gửi kèm hóa đơn (hóa đơn đầu vào), và xuất tệp XML hóa đơn bán ra từ phần mềm hóa đơn điện tử đang dùng (MISA meInvoice, Viettel SInvoice, VNPT, EasyInvoice, BKAV hoặc phần mềm khác).",
        },
        {
          en: "What is missing can be downloaded from the tax authority's portal, <https://hoadondientu.gdt.gov.vn>, after signing in with the company's tax account. Unpack archives first.",
          vi: "Hóa đơn còn thiếu có thể tải tại cổng của cơ quan thuế <https://hoadondientu.gdt.gov.vn> sau khi đăng nhập bằng tài khoản thuế của doanh nghiệp. Tệp nén phải giải nén trước.",
        },
        {
          en: "`taxCode` is the company's tax code: it tells what was sold from what was bought. One of 10 digits stands for all branches, one of 10-3 for that branch alone.",
          vi: "`taxCode` là mã số thuế của doanh nghiệp, dùng để phân biệt hóa đơn bán ra và mua vào. Mã 10 số gồm cả các chi nhánh; mã dạng 10-3 số chỉ tính riêng chi nhánh đó.",
        },
      ],
      settings: { folder: "hoa-don", taxCode: "0312687878" },
    },
  ],
};
